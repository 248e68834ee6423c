using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>The plain functions behind the command line; what they find and write is tested there.</summary>
public sealed class PictureDetectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprecipes-pictures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_row_without_a_picture_has_its_problem_and_batches_change_nothing()
    {
        string[] paths = [Assets.Path("sample1.jpg"), Path.Combine(_folder, "none.jpg"), Assets.Path("sample2.jpg")];
        var one = Detect(1, paths);
        var three = Detect(3, paths);
        Assert.NotEmpty(one[0].Objects);
        Assert.Contains("none.jpg", one[1].Problem, StringComparison.Ordinal);
        Assert.Empty(one[1].Objects);
        Assert.Equal(one.Select(row => string.Join('\n', row.Objects.Select(found => (found.Box, found.Score)))), three.Select(row => string.Join('\n', row.Objects.Select(found => (found.Box, found.Score)))));
    }

    [Theory]
    [InlineData(OnnxBytes.Float, TensorLayout.Chw, 0)]
    [InlineData(OnnxBytes.Float16, TensorLayout.Hwc, 0)]
    [InlineData(OnnxBytes.UInt8, TensorLayout.Hwc, 37)]
    [InlineData(OnnxBytes.UInt8, TensorLayout.Chw, 37)]
    [InlineData(OnnxBytes.Int8, TensorLayout.Hwc, 37 - 128)]
    [InlineData(OnnxBytes.Int32, TensorLayout.Hwc, 37)]
    public void Any_numbers_and_layout_see_the_marked_pixel_in_its_row_and_column(int type, TensorLayout layout, int green)
    {
        using var detector = new PictureDetector(new MLContext(), OnnxScore.Of(ReddestPixel.Model(_folder, type, layout)), new YoloV10Decoder());
        Assert.Equal((new NetworkSize(ReddestPixel.Width, ReddestPixel.Height), layout), (detector.Size, detector.Input.Format.Layout));

        // As large as the network, twice as large, and with bars above and below.
        string[] paths = [ReddestPixel.Picture(_folder, 10, 6, 7, 2), ReddestPixel.Picture(_folder, 20, 12, 14, 4, side: 2), ReddestPixel.Picture(_folder, 10, 4, 1, 3)];
        var found = detector.Run(paths).Select(picture => Assert.Single(picture.Objects)).ToArray();

        Assert.Equal([new Box(7, 2, 8, 3), new Box(14, 4, 16, 6), new Box(1, 3, 2, 4)], found.Select(one => one.Box));
        Assert.All(found, one => Assert.Equal(green, one.ClassId));
    }

    [Fact]
    public void What_a_models_numbers_cannot_be_is_said()
    {
        var bytes = OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.UInt8, TensorLayout.Hwc));
        var error = Assert.ThrowsAny<ArgumentException>(() => new PictureDetector(new MLContext(), bytes, new YoloV10Decoder(), new NetworkInput()));
        Assert.Contains("without fractions", error.Message, StringComparison.Ordinal);
        var wide = OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.Int64, TensorLayout.Hwc));
        error = Assert.Throws<ArgumentException>(() => new PictureDetector(new MLContext(), wide, new YoloV10Decoder()));
        Assert.Contains("x: Int64[1, 6, 10, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("UInt8, Int8 or Int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PictureFile_leaves_nothing_beside_what_it_writes()
    {
        using var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 2, 3, 255, 4, 5, 6, 255]);
        PictureFile.Save(image, Path.Combine(_folder, "new", "a.png"));
        Assert.Throws<ArgumentException>(() => PictureFile.Save(image, Path.Combine(_folder, "new", "a.xyz")));
        Assert.Equal(["a.png"], Directory.EnumerateFiles(Path.Combine(_folder, "new")).Select(Path.GetFileName));
    }

    private static PictureDetections[] Detect(int batch, string[] paths)
    {
        using var detector = new PictureDetector(new MLContext(), OnnxScore.Of(Assets.Path("fr_detect.onnx")) with { BatchSize = batch }, new UltraFaceDecoder());
        Assert.Equal(new NetworkSize(320, 240), detector.Size);
        return [.. detector.Run(paths)];
    }
}
