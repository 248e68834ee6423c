namespace DeepRecipes.Kernels.Tests;

public sealed class GreyPixelsKernelTests
{
    [Fact]
    public void Ids_survive_the_way_there_and_back()
    {
        byte[] ids = [.. Enumerable.Range(0, 256).Select(id => (byte)id)];
        var pixels = new byte[4 * ids.Length];
        GreyPixelsKernel.Write(ids, pixels);
        for (var i = 0; i < ids.Length; i++)
            Assert.Equal([ids[i], ids[i], ids[i], 255], pixels[(4 * i)..((4 * i) + 4)]);
        var read = new byte[ids.Length];
        Assert.Equal(-1, GreyPixelsKernel.Read(pixels, read));
        Assert.Equal(ids, read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_first_pixel_in_colours_is_named(int channel)
    {
        var pixels = new byte[4 * 5];
        pixels[(4 * 3) + channel] = 1;
        Assert.Equal(3, GreyPixelsKernel.Read(pixels, new byte[5]));
    }

    [Fact]
    public void Alpha_says_nothing() => Assert.Equal(-1, GreyPixelsKernel.Read([7, 7, 7, 0, 9, 9, 9, 255], new byte[2]));

    [Fact]
    public void Spans_of_the_wrong_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GreyPixelsKernel.Read(new byte[7], new byte[2]));
        Assert.Throws<ArgumentException>(() => GreyPixelsKernel.Read(new byte[8], new byte[1]));
        Assert.Throws<ArgumentException>(() => GreyPixelsKernel.Write(new byte[2], new byte[7]));
    }
}
