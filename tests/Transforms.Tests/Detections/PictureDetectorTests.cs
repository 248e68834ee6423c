using DeepRecipes.Contracts;
using DeepRecipes.Detection;
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
