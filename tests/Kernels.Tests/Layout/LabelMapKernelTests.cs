using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class LabelMapKernelTests
{
    private static readonly byte[] Palette = [0, 0, 0, 255, 0, 0, 0, 255, 0];

    [Fact]
    public void ColoursToIdsAndBack()
    {
        byte[] map = [255, 0, 0, 0, 0, 0, 0, 255, 0, 1, 2, 3], ids = new byte[4], back = new byte[12];
        Assert.Equal(1, LabelMapKernel.FromColours(map, new ImageShape(4, 1, 3), Palette, 255, ids));
        Assert.Equal(new byte[] { 1, 0, 2, 255 }, ids);
        LabelMapKernel.ToColours(ids, Palette, 255, back);
        Assert.Equal(new byte[] { 255, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0 }, back);
        byte[] rgba = [255, 0, 0, 7, 0, 0, 0, 9];
        Assert.Equal(0, LabelMapKernel.FromColours(rgba, new ImageShape(2, 1, 4), Palette, 255, ids));
        Assert.Equal(new byte[] { 1, 0 }, ids[..2]);
    }

    [Fact]
    public void BadPalettesAndIdsAreRefused()
    {
        var ids = new byte[4];
        Assert.Throws<ArgumentException>(() => LabelMapKernel.FromColours(new byte[12], new ImageShape(4, 1, 3), [1, 2, 3, 1, 2, 3], 255, ids));
        Assert.Throws<ArgumentException>(() => LabelMapKernel.FromColours(new byte[12], new ImageShape(4, 1, 3), [1, 2], 255, ids));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelMapKernel.FromColours(new byte[12], new ImageShape(4, 1, 3), Palette, 2, ids));
        Assert.Throws<ArgumentException>(() => LabelMapKernel.ToColours([3], Palette, 255, new byte[3]));
        Assert.Throws<ArgumentException>(() => LabelMapKernel.OneHot([3], 3, 255, new float[3]));
    }

    [Fact]
    public void TheFirstPixelThatIsNothingKnownIsFound()
    {
        byte[] map = [255, 0, 0, 0, 0, 0, 0, 255, 0, 1, 2, 3, 0, 0, 0];
        Assert.Equal(3, LabelMapKernel.FirstUnknown(map, new ImageShape(5, 1, 3), Palette));
        Assert.Equal(-1, LabelMapKernel.FirstUnknown(map, new ImageShape(5, 1, 3), [.. Palette, 1, 2, 3]));
        Assert.Equal(0, LabelMapKernel.FirstUnknown([255, 0, 1, 9], new ImageShape(1, 1, 4), Palette));
        Assert.Equal(-1, LabelMapKernel.FirstUnknown([255, 0, 0, 9], new ImageShape(1, 1, 4), Palette));
        Assert.Equal(4, LabelMapKernel.FirstNoClass([0, 255, 2, 255, 3, 4], 3, 255));
        Assert.Equal(1, LabelMapKernel.FirstNoClass([0, 255, 2, 255, 3, 4], 3, null));
        Assert.Equal(-1, LabelMapKernel.FirstNoClass([0, 255, 2, 255], 3, 255));
        Assert.Equal(-1, LabelMapKernel.FirstNoClass([], 3, 255));
    }

    [Fact]
    public void IdsBecomeOpaquePixels()
    {
        var pixels = new byte[12];
        LabelMapKernel.ToPixels([1, 2, 9], Palette, [7, 8, 9], pixels);
        Assert.Equal([255, 0, 0, 255, 0, 255, 0, 255, 7, 8, 9, 255], pixels);
        Assert.Throws<ArgumentException>(() => LabelMapKernel.ToPixels([1, 2, 9], Palette, [7, 8], pixels));
        Assert.Throws<ArgumentException>(() => LabelMapKernel.ToPixels([1, 2, 9], Palette, [7, 8, 9], new byte[11]));
    }

    [Fact]
    public void OneHotIsOnePlaneAClass()
    {
        var planes = new float[9];
        LabelMapKernel.OneHot([2, 255, 0], 3, 255, planes);
        Assert.Equal([0, 0, 1, 0, 0, 0, 1, 0, 0], planes);
    }

    [Fact]
    public void AMaskLeftAt255IsScaledAndAnInterpolatedOneRefused()
    {
        // The recipe: image in 0..1, mask still 0..255.
        var unit = new float[3];
        LabelMapKernel.BinaryToUnit([0, 255, 0], unit);
        Assert.Equal([0f, 1, 0], unit);
        LabelMapKernel.BinaryToUnit([0, 1, 0], unit);
        Assert.Equal([0f, 1, 0], unit);
        ArgumentException error = Assert.Throws<ArgumentException>(() => LabelMapKernel.BinaryToUnit([0, 255, 128], unit));
        Assert.Contains("128", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LabelMapKernel.BinaryToUnit([0, 1, 255], unit));
    }
}

public class ChannelShuffleContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => ChannelShuffleKernel.Apply(source, shape, 2, 0, 0, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((v, i) => (i % shape.Channels) switch { 0 => source[i + 2], 1 => source[i - 1], 2 => source[i - 2], _ => v })];
}
