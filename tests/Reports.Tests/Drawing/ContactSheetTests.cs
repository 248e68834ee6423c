namespace DeepRecipes.Reports.Tests;

public class ContactSheetTests
{
    [Fact]
    public void Pictures_stand_in_rows_each_in_the_middle_of_its_cell()
    {
        ContactSheet sheet = new(capacity: 3, columns: 2, cellWidth: 64, cellHeight: 48);
        Assert.Equal(new ImageShape(8 + (2 * 72), 8 + (2 * (48 + 18 + 8)), 4), sheet.Shape);
        sheet.Add(Plain(320, 240, 200, 10, 20), new ImageShape(320, 240, 3), ChannelOrder.Rgb, "");
        Assert.Equal(8 + (48 + 18 + 8), sheet.UsedShape.Height); // the second row holds nothing yet
        sheet.Add(Plain(20, 20, 10, 20, 200), new ImageShape(20, 20, 3), ChannelOrder.Bgr, ""); // smaller than its cell: not enlarged
        sheet.Add(Plain(48, 32, 7, 7, 7), new ImageShape(48, 96, 1), ChannelOrder.Rgb, "");
        Assert.Equal(3, sheet.Count);
        Assert.Equal(sheet.Shape, sheet.UsedShape);
        Assert.Equal([200, 10, 20, 255], Pixel(sheet, 8, 8));
        Assert.Equal([200, 10, 20, 255], Pixel(sheet, 8 + 63, 8 + 47));
        Assert.Equal([200, 20, 10, 255], Pixel(sheet, 80 + 22, 8 + 14));
        Assert.Equal([0x10, 0x14, 0x1A, 255], Pixel(sheet, 80 + 21, 8 + 14));
        Assert.Equal([7, 7, 7, 255], Pixel(sheet, 8 + 20, 82));
        Assert.Equal([7, 7, 7, 255], Pixel(sheet, 8 + 43, 82 + 47));
        Assert.Equal([0x10, 0x14, 0x1A, 255], Pixel(sheet, 8 + 44, 82 + 47));
    }

    [Fact]
    public void Marks_move_with_the_picture()
    {
        ContactSheet sheet = new(1, 1, 100, 100);
        // 400 x 400 becomes 100 x 100: the point (201.5, 101.5), the middle of four pixels, becomes the centre of pixel (50, 25).
        sheet.Add(new byte[400 * 400 * 3], new ImageShape(400, 400, 3), ChannelOrder.Rgb, "", new PhotoLayer("a", [new() { Points = [new(201.5, 101.5)] }]));
        Assert.Equal([255, 255, 255, 255], Pixel(sheet, 8 + 50, 8 + 25));
        for (int d = 1; d < 6; d++)
            Assert.Equal(Pixel(sheet, 8 + 50 - d, 8 + 25), Pixel(sheet, 8 + 50 + d, 8 + 25));
    }

    [Fact]
    public void A_caption_stands_under_its_picture_and_stays_in_its_cell()
    {
        ContactSheet sheet = new(2, 2, 64, 48);
        sheet.Add(Plain(64, 48, 0, 0, 0), new ImageShape(64, 48, 3), ChannelOrder.Rgb, "a very long name of a file that does not fit.jpg");
        bool IsLit(int x) => Enumerable.Range(8 + 48, 18).Any(y => Pixel(sheet, x, y)[0] > 100);
        Assert.Contains(Enumerable.Range(8, 64), IsLit);
        Assert.DoesNotContain(Enumerable.Range(8 + 64 + 4, 60), IsLit);
    }

    [Fact]
    public void Leaves_its_input_alone()
    {
        byte[] pixels = Plain(30, 30, 1, 2, 3), before = [.. pixels];
        new ContactSheet(1).Add(pixels, new ImageShape(30, 30, 3), ChannelOrder.Rgb, "a", new PhotoLayer("a", [new() { Box = new Box(1, 1, 20, 20), Label = "x" }]));
        Assert.Equal(before, pixels);
    }

    [Fact]
    public void Refuses_more_than_it_holds_and_what_is_no_picture()
    {
        ContactSheet sheet = new(1);
        sheet.Add(Plain(2, 2, 0, 0, 0), new ImageShape(2, 2, 3), ChannelOrder.Rgb, "");
        _ = Assert.Throws<InvalidOperationException>(() => sheet.Add(Plain(2, 2, 0, 0, 0), new ImageShape(2, 2, 3), ChannelOrder.Rgb, ""));
        _ = Assert.Throws<ArgumentException>(() => new ContactSheet(1).Add(new byte[8], new ImageShape(2, 2, 2), ChannelOrder.Rgb, ""));
        _ = Assert.Throws<ArgumentException>(() => new ContactSheet(1).Add(new byte[8], new ImageShape(2, 2, 3), ChannelOrder.Rgb, ""));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ContactSheet(10_000, 100, 2048, 2048));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ContactSheet(0));
    }

    private static byte[] Plain(int width, int height, byte first, byte second, byte third)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.Length; i += 3)
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (first, second, third);
        return pixels;
    }

    private static byte[] Pixel(ContactSheet sheet, int x, int y) => sheet.Pixels.Slice((y * sheet.Shape.Stride) + (4 * x), 4).ToArray();
}
