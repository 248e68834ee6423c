using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class ColoursToClassIdsTests : StepContract
{
    private static readonly LabelPalette s_palette = new([new(0, 0, 0), new(200, 30, 10), new(1, 2, 3)]) { Ignored = [new(224, 224, 192)] };

    // The rows' masks hold the ids 0 to 4 in all channels: to a palette they are greys.
    protected override VisionStep Step => new ColoursToClassIds("Ids", "Mask", new([new(0, 0, 0), new(1, 1, 1), new(2, 2, 2)]) { Ignored = [new(3, 3, 3)], IgnoreIndex = -1 }) { IgnoreUnknown = true };

    protected override string[] Inputs => ["Mask"];

    protected override string[] Outputs => ["Ids"];

    protected override (string, string) Wrong => ("Mask", "Image");

    [Theory]
    [InlineData(MLPixelFormat.Bgra32)]
    [InlineData(MLPixelFormat.Rgba32)]
    public void Colours_become_contiguous_ids_and_come_back(MLPixelFormat format)
    {
        RgbColour[] colours = [new(200, 30, 10), new(0, 0, 0), new(1, 2, 3), new(224, 224, 192)];
        var data = Maps.View(Context, format, colours);
        var ids = Context.Vision().ColoursToClassIds("Mask", s_palette, "Map").Fit(data).Transform(data);
        Assert.Equal([1, 0, 2, 255], Maps.Pixels(ids, "Mask").Chunk(4).Select(pixel => (int)pixel[0]));
        Assert.All(Maps.Pixels(ids, "Mask").Chunk(4), pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2] && pixel[3] == 255));
        var back = Context.Vision().ClassIdsToColours("Back", s_palette, "Mask").Fit(ids).Transform(ids);
        Assert.Equal(Maps.Pixels(data, "Map"), Maps.Pixels(back, "Back"));
    }

    [Fact]
    public void A_colour_that_the_palette_lacks_is_an_error_that_names_it_unless_told_to_be_ignored()
    {
        var data = Maps.View(Context, MLPixelFormat.Bgra32, new(0, 0, 0), new(1, 2, 4));
        var error = Assert.Throws<InvalidOperationException>(() => Rows.Of(Context.Vision().ColoursToClassIds("Map", s_palette).Fit(data).Transform(data), "Map"));
        Assert.Contains("Row 0", error.Message);
        Assert.Contains("'Map'", error.Message);
        Assert.Contains("#010204 at pixel (1, 0)", error.Message);
        var ids = Context.Vision().ColoursToClassIds("Map", s_palette, ignoreUnknown: true).Fit(data).Transform(data);
        Assert.Equal([0, 255], Maps.Pixels(ids, "Map").Chunk(4).Select(pixel => (int)pixel[0]));
    }

    [Fact]
    public void A_palette_is_checked_when_the_pipeline_is_built()
    {
        Assert.Contains("twice", Fails(new([new(1, 1, 1), new(1, 1, 1)])).Message);
        Assert.Contains("twice", Fails(new([new(1, 1, 1)]) { Ignored = [new(1, 1, 1)] }).Message);
        Assert.Contains("1 to 255", Fails(new([])).Message);
        Assert.Contains("from 1 (the number of classes) to 255", Fails(new([new(1, 1, 1)]) { IgnoreIndex = 0 }).Message);

        ArgumentException Fails(LabelPalette palette) => Assert.ThrowsAny<ArgumentException>(() => Context.Vision().ColoursToClassIds("Mask", palette).Fit(Data));
    }

    [Fact]
    public void A_recipe_holds_colours_as_people_write_them()
    {
        var json = new PipelineRecipe([new ColoursToClassIds("a", "b", s_palette)]).ToJson();
        Assert.Contains("\"#c81e0a\"", json);
        Assert.Equal(s_palette, Assert.IsType<ColoursToClassIds>(PipelineRecipe.Parse(json).Steps[0]).Palette);
        Assert.Contains("#rrggbb", Assert.Throws<FormatException>(() => PipelineRecipe.Parse(json.Replace("#c81e0a", "red", StringComparison.Ordinal))).Message);
    }
}

public sealed class ClassIdsToColoursTests : StepContract
{
    protected override VisionStep Step => new ClassIdsToColours("Colours", "Mask", new([.. Enumerable.Range(0, 5).Select(i => new RgbColour((byte)(50 * i), 7, 9))]));

    protected override string[] Inputs => ["Mask"];

    protected override string[] Outputs => ["Colours"];

    protected override (string, string) Wrong => ("Mask", "Image");

    [Fact]
    public void An_id_that_is_no_class_is_an_error_that_names_the_pixel()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Rows.Of(Context.Vision().ClassIdsToColours("Mask", new([new(1, 1, 1), new(2, 2, 2)])).Fit(Data).Transform(Data), "Mask"));
        Assert.Contains("Row 0: mask 'Mask' at pixel (2, 0) holds 2", error.Message);
    }
}

public sealed class OneHotMaskTests : StepContract
{
    protected override VisionStep Step => new OneHotMask("Planes", "Mask", 4) { IgnoreIndex = 4 };

    protected override string[] Inputs => ["Mask"];

    protected override string[] Outputs => ["Planes"];

    protected override (string, string) Wrong => ("Mask", "Image");

    [Fact]
    public void Each_class_has_a_plane_and_what_is_ignored_is_in_none()
    {
        var data = Maps.View(Context, MLPixelFormat.Rgba32, new(1, 1, 1), new(0, 0, 0), new(255, 255, 255));
        Assert.Equal("Map=[0,1,0,1,0,0]", Rows.Of(Context.Vision().OneHotMask("Map", "Map", 2, ignoreIndex: -1).Fit(data).Transform(data), "Map").Single());
    }

    [Fact]
    public void A_mask_left_at_255_is_not_ignored_without_a_word()
    {
        var data = Maps.View(Context, MLPixelFormat.Rgba32, new(0, 0, 0), new(255, 255, 255));
        var error = Assert.Throws<InvalidOperationException>(() => Rows.Of(Context.Vision().OneHotMask("Map", "Map", 2).Fit(data).Transform(data), "Map"));
        Assert.Contains("at pixel (1, 0) holds 255", error.Message);
        Assert.Contains("MaskToUnit", error.Message);
    }

    [Fact]
    public void Colours_are_refused_and_so_are_counts_that_cannot_be()
    {
        var data = Maps.View(Context, MLPixelFormat.Rgba32, new(0, 0, 0), new(1, 0, 0));
        Assert.Contains("holds colours at pixel (1, 0)", Assert.Throws<InvalidOperationException>(() => Rows.Of(Context.Vision().OneHotMask("Map", "Map", 2).Fit(data).Transform(data), "Map")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().OneHotMask("Map", "Map", 0).Fit(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().OneHotMask("Map", "Map", 3, ignoreIndex: 2).Fit(data));
    }
}

public sealed class MaskToUnitTests : StepContract
{
    protected override VisionStep Step => new MaskToUnit("Unit", "Mask") { Soft = true };

    protected override string[] Inputs => ["Mask"];

    protected override string[] Outputs => ["Unit"];

    protected override (string, string) Wrong => ("Mask", "Image");

    [Theory]
    [InlineData(255)]
    [InlineData(1)]
    public void Both_usual_binary_masks_become_0_and_1(byte on)
    {
        var data = Maps.View(Context, MLPixelFormat.Rgba32, new(0, 0, 0), new(on, on, on));
        Assert.Equal("Map=[0,1]", Rows.Of(Context.Vision().MaskToUnit("Map").Fit(data).Transform(data), "Map").Single());
    }

    [Fact]
    public void A_level_between_is_an_error_unless_the_mask_is_soft()
    {
        var data = Maps.View(Context, MLPixelFormat.Rgba32, new(0, 0, 0), new(255, 255, 255), new(51, 51, 51));
        Assert.Contains("at pixel (2, 0) holds 51", Assert.Throws<InvalidOperationException>(() => Rows.Of(Context.Vision().MaskToUnit("Map").Fit(data).Transform(data), "Map")).Message);
        var soft = Context.Vision().MaskToUnit("Map", soft: true).Fit(data).Transform(data).GetColumn<float[]>("Map").Single();
        Assert.Equal([0, 1, 51 * (1 / 255f)], soft);
    }
}

internal static class Maps
{
    /// <summary>One row with a picture of one row of pixels.</summary>
    public static IDataView View(MLContext context, MLPixelFormat format, params RgbColour[] colours)
    {
        byte[] pixels = [.. colours.SelectMany(c => format == MLPixelFormat.Bgra32 ? new byte[] { c.Blue, c.Green, c.Red, 255 } : [c.Red, c.Green, c.Blue, 255])];
        return context.Data.LoadFromEnumerable([new Row { Map = MLImage.CreateFromPixels(colours.Length, 1, format, pixels) }]);
    }

    public static byte[] Pixels(IDataView view, string column)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        Assert.True(cursor.MoveNext());
        MLImage image = null!;
        cursor.GetGetter<MLImage>(view.Schema[column])(ref image);
        return image.Pixels.ToArray();
    }

    private sealed class Row
    {
        [VisionImage]
        public MLImage? Map { get; set; }
    }
}
