using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class ApplyOpTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(MLPixelFormat.Bgra32)]
    [InlineData(MLPixelFormat.Rgba32)]
    public void Luma_is_that_of_the_colours_whichever_comes_first(MLPixelFormat format)
    {
        var red = format == MLPixelFormat.Bgra32 ? new byte[] { 0, 0, 200, 255 } : [200, 0, 0, 255];
        var data = _context.Data.LoadFromEnumerable([new Picture { Image = MLImage.CreateFromPixels(1, 1, format, red) }]);
        var columns = new SampleColumns("Image");
        var grey = _context.Vision().ToGrey(columns).Fit(data).Transform(data);
        Assert.Equal([60, 60, 60, 255], Pixels(grey)); // .299 of 200
        var augmented = _context.Data.Augment(data, [new ToGrey()], columns);
        Assert.Equal([60, 60, 60, 255], Pixels(augmented));
    }

    [Fact]
    public void An_op_with_a_range_is_refused_in_a_pipeline()
    {
        var data = SampleRows.View(_context);
        var columns = new SampleColumns("Image");
        Assert.Equal(SampleRows.Count, Rows.Of(_context.Vision().Rotate(columns, new() { Degrees = 15 }).Fit(data).Transform(data), "Image").Count);
        var error = Assert.Throws<ArgumentException>(() => _context.Vision().Rotate(columns, new() { Degrees = (-15, 15) }).Fit(data));
        Assert.Contains("Rotate is random", error.Message);
    }

    [Fact]
    public void Classes_of_the_mask_change_places_in_a_mirror_where_asked()
    {
        var data = Maps.View(_context, MLPixelFormat.Rgba32, new(1, 1, 1), new(1, 1, 1), new(2, 2, 2), new(3, 3, 3));
        var both = _context.Transforms.CopyColumns("Image", "Map").Fit(data).Transform(data);
        var step = new ApplyOp(new FlipHorizontal(), new("Image") { Mask = "Map" });
        Assert.Equal([3, 2, 1, 1], Ids(step));
        Assert.Equal([3, 1, 2, 2], Ids(step with { MaskPairs = [new(1, 2)] }));
        Assert.Equal([1, 1, 2, 3], Ids(step with { Op = new Rotate180(), MaskPairs = [new(1, 2)] }).Reverse());

        int[] Ids(ApplyOp op) => [.. Maps.Pixels(_context.Vision().Step(op).Fit(both).Transform(both), "Map").Chunk(4).Select(pixel => (int)pixel[0])];
    }

    private static byte[] Pixels(IDataView view)
    {
        using var cursor = view.GetRowCursor([view.Schema["Image"]]);
        Assert.True(cursor.MoveNext());
        MLImage image = null!;
        cursor.GetGetter<MLImage>(view.Schema["Image"])(ref image);
        return image.Pixels.ToArray();
    }

    private sealed class Picture
    {
        [VisionImage]
        public MLImage? Image { get; set; }
    }
}
