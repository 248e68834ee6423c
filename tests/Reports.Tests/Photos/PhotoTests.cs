namespace DeepRecipes.Reports.Tests;

public class PhotoTests
{
    [Fact]
    public void Knows_its_kind_from_its_bytes()
    {
        Assert.Equal("image/png", MarkupAssert.TinyPhoto().MediaType);
        Assert.Equal("image/jpeg", new Photo(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, 1, 1).MediaType);
        _ = Assert.Throws<ArgumentException>(() => new Photo("GIF89a"u8.ToArray(), 1, 1));
        _ = Assert.Throws<ArgumentException>(() => new Photo(default, 1, 1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(100_001, 1)]
    public void Refuses_sides_out_of_range(int width, int height) => Assert.Throws<ArgumentOutOfRangeException>(() => MarkupAssert.TinyPhoto(width, height));
}
