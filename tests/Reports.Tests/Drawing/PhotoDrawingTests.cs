namespace DeepRecipes.Reports.Tests;

public class PhotoDrawingTests
{
    private static readonly ImageShape Shape = new(160, 120, 4);

    [Fact]
    public void A_point_covers_the_pixel_that_its_integers_name()
    {
        byte[] pixels = new byte[Shape.Length];
        PhotoDrawing.Draw(pixels, Shape, ChannelOrder.Rgb, [new PhotoLayer("a", [new() { Points = [new(40, 30), new(100, 70, "left eye", PointSide.Left), new(20, 90, Visibility: 0)] }])]);
        Assert.Equal([255, 255, 255, 255], Pixel(pixels, 40, 30));
        Assert.Equal([0x5C, 0xC8, 0xFF, 255], Pixel(pixels, 100, 70));
        Assert.Equal([0, 0, 0, 0], Pixel(pixels, 20, 90));
        // The mark is symmetric about the pixel's centre: as far to the left as to the right, as far up as down.
        for (int d = 1; d < 6; d++)
        {
            Assert.Equal(Pixel(pixels, 40 - d, 30), Pixel(pixels, 40 + d, 30));
            Assert.Equal(Pixel(pixels, 40, 30 - d), Pixel(pixels, 40, 30 + d));
        }
    }

    [Fact]
    public void A_box_is_drawn_along_its_edges_and_leaves_its_inside_alone()
    {
        byte[] pixels = new byte[Shape.Length];
        PhotoDrawing.Draw(pixels, Shape, ChannelOrder.Rgb, [new PhotoLayer("a", [new() { Box = new Box(40, 30, 120, 90) }])], markScale: 4);
        foreach ((int x, int y) in new[] { (40, 60), (119, 60), (80, 30), (80, 89) })
            Assert.Equal([0x5C, 0xC8, 0xFF], Pixel(pixels, x, y)[..3]);
        Assert.Equal([0, 0, 0, 0], Pixel(pixels, 80, 60));
        Assert.Equal([0, 0, 0, 0], Pixel(pixels, 20, 60));
    }

    [Fact]
    public void Orders_and_channels_give_the_same_picture()
    {
        PhotoLayer[] layers = [new PhotoLayer("a", [Face()]), new PhotoLayer("b", [Face()]) { IsDashed = true }];
        byte[] rgba = new byte[Shape.Length], bgra = new byte[Shape.Length], rgb = new byte[Shape.Length / 4 * 3];
        PhotoDrawing.Draw(rgba, Shape, ChannelOrder.Rgb, layers);
        PhotoDrawing.Draw(bgra, Shape, ChannelOrder.Bgr, layers);
        PhotoDrawing.Draw(rgb, Shape with { Channels = 3 }, ChannelOrder.Rgb, layers);
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            Assert.Equal((rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2]), (bgra[(4 * i) + 2], bgra[(4 * i) + 1], bgra[4 * i]));
            Assert.Equal((rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2]), (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]));
        }
        Assert.Contains(rgba, b => b != 0);
    }

    [Fact]
    public void Nothing_to_draw_leaves_every_pixel_as_it_was()
    {
        byte[] pixels = new byte[Shape.Length], before;
        new Random(3).NextBytes(pixels);
        before = [.. pixels];
        PhotoDrawing.Draw(pixels, Shape, ChannelOrder.Rgb, []);
        PhotoDrawing.Draw(pixels, Shape, ChannelOrder.Rgb, [new PhotoLayer("a", [new() { Label = "no box" }])]);
        Assert.Equal(before, pixels);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(3, 2)]
    [InlineData(2000, 5)]
    public void Any_size_and_any_place_can_be_drawn(int width, int height)
    {
        ImageShape shape = new(width, height, 3);
        PhotoObject huge = new() { Box = new Box(-3e38f, -3e38f, 3e38f, 3e38f), Label = "everything", Points = [new(1e300, -1e300), new(0, 0)], Limbs = [(0, 1)] };
        PhotoDrawing.Draw(new byte[shape.Length], shape, ChannelOrder.Rgb, [new PhotoLayer("a", [Face(), huge]), new PhotoLayer("b", [huge]) { IsDashed = true }]);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        _ = Assert.Throws<ArgumentException>(() => PhotoDrawing.Draw(new byte[3], Shape, ChannelOrder.Rgb, []));
        _ = Assert.Throws<ArgumentException>(() => PhotoDrawing.Draw(new byte[4], new ImageShape(2, 2, 1), ChannelOrder.Rgb, []));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => PhotoDrawing.Draw(new byte[3], new ImageShape(1, 1, 3), ChannelOrder.Rgb, [], markScale: 9));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => PhotoDrawing.Draw(new byte[3], new ImageShape(1, 1, 3), ChannelOrder.Rgb, [new PhotoLayer("a", [new() { Points = [new(double.NaN, 0)] }])]));
    }

    private static PhotoObject Face() => new()
    {
        Box = new Box(30, 40, 90, 110), Label = "face", Score = 0.9, ClassIndex = 1,
        Points = PhotoPoint.From([45, 60, 2, 75, 60, 1, 60, 75, 2, 50, 95, 2, 70, 95, 0], KeypointSkeleton.Face5), Limbs = [(0, 1), (1, 2), (3, 4)],
    };

    private static byte[] Pixel(byte[] pixels, int x, int y) => pixels[((y * Shape.Stride) + (4 * x))..((y * Shape.Stride) + (4 * x) + 4)];
}
