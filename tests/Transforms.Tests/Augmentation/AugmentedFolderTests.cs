using System.Text.Json.Nodes;
using DeepRecipes.Contracts;

namespace DeepRecipes.Transforms.Tests;

public sealed class AugmentedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprecipes-augmented-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Copies_come_in_the_order_of_the_file_and_problems_have_ids()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.png"), PngFile.FromRgb(2, 1, [1, 2, 3, 4, 5, 6]));
        var truth = JsonNode.Parse("""
            {"images": [{"id": 3, "file_name": "none.png", "width": 2, "height": 1}, {"id": 4, "file_name": "a.png", "width": 2, "height": 1}, {"id": 5, "file_name": "../a.png", "width": 2, "height": 1}],
             "annotations": []}
            """)!.AsObject();
        var pictures = AugmentedFolder.Write(new(truth, []), _folder, Path.Combine(_folder, "out"), 2).ToArray();
        Assert.Equal([0, 2, 0], pictures.Select(picture => picture.Copies.Count));
        Assert.Contains("image 3", pictures[0].Problem, StringComparison.Ordinal);
        Assert.Contains("leaves the folder", pictures[2].Problem, StringComparison.Ordinal);
        Assert.Equal(["a_0.png", "a_1.png"], Directory.EnumerateFiles(Path.Combine(_folder, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
