using System.Text.Json;
using DeepRecipes.Contracts;
using Microsoft.ML.Data;

namespace DeepRecipes.Cli.Tests.Commands;

public class AugmentCommandTests
{
    private const string Flip = """{"deeprecipes": 1, "steps": [{"kind": "FlipHorizontal"}]}""";

    [Fact]
    public void Everything_moves_with_the_pictures()
    {
        using var tool = new Tool();
        string[] args = Arguments(tool, Flip);
        tool.Does([.. args, "--copies", "2", "--preview"]);
        JsonElement result = tool.Json("out/annotations.json");
        Assert.Equal(["a_0.png", "a_1.png", "b_0.png", "b_1.png"], result.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("file_name").GetString()!));
        JsonElement first = result.GetProperty("annotations")[0];
        Assert.Equal([4d, 1, 3, 2], first.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()));
        // Left and right have changed places: the left eye was at 2, the right one at 3, in a picture 8 wide.
        Assert.Equal([4d, 1, 2, 5, 1, 2], first.GetProperty("keypoints").EnumerateArray().Select(n => n.GetDouble()));
        using MLImage source = MLImage.CreateFromFile(tool.PathOf("images/a.png"));
        using MLImage copy = MLImage.CreateFromFile(tool.PathOf("out/a_1.png"));
        Assert.True(source.Pixels[..4].SequenceEqual(copy.Pixels.Slice(7 * 4, 4)));
        Assert.True(new FileInfo(tool.PathOf("out/preview.png")).Length > 0);
        Assert.Contains("4 images with 4 annotations", tool.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(tool.PathOf("out"), "*.tmp*"));
    }

    [Fact]
    public void What_is_read_is_not_written_over()
    {
        using var tool = new Tool();
        string[] args = Arguments(tool, Flip);
        tool.Refuses([.. args[..^4], "--out", tool.PathOf("images")], "--out", "write over");

        // The truth under the name that the copies' would have.
        string truth = tool.PathOf("out/annotations.json");
        Directory.CreateDirectory(tool.PathOf("out"));
        File.Move(args[6], truth);
        args[6] = truth;
        string before = File.ReadAllText(truth);
        tool.Refuses(args, "--out", "write over");
        Assert.Equal(before, File.ReadAllText(truth));
    }

    [Fact]
    public void What_cannot_be_read_is_listed_with_its_id_and_the_rest_is_made()
    {
        using var tool = new Tool();
        string[] args = Arguments(tool, Flip);
        File.WriteAllText(tool.PathOf("images/b.png"), "no picture");
        Assert.Equal(ExitCode.Partly, tool.Run(args));
        Assert.Contains("image 9 (b.png)", tool.Error, StringComparison.Ordinal);
        Assert.Equal(1, tool.Json("out/annotations.json").GetProperty("images").GetArrayLength());
    }

    [Fact]
    public void A_picture_that_the_recipe_cannot_take_and_annotations_that_are_wrong_are_listed_too()
    {
        using var tool = new Tool();
        string[] args = Arguments(tool, """{"deeprecipes": 1, "steps": [{"kind": "RandomCrop", "width": 7, "height": 4}]}""");
        File.WriteAllBytes(tool.PathOf("images/b.png"), PngFile.FromRgb(4, 4, new byte[48]));
        File.WriteAllText(tool.PathOf("gt.json"), File.ReadAllText(tool.PathOf("gt.json")).Replace("\"b.png\", \"width\": 8", "\"b.png\", \"width\": 4", StringComparison.Ordinal)
            .Replace("{\"id\": 2, \"image_id\": 9", "{\"id\": 3, \"image_id\": 5}, {\"id\": 2, \"image_id\": 9", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Partly, tool.Run([.. args, "--preview"]));
        Assert.Contains("image 9 (b.png)", tool.Error, StringComparison.Ordinal);
        Assert.Contains("set PadIfNeeded", tool.Error, StringComparison.Ordinal);
        Assert.Contains("annotation 3 (annotations[1]): there is no image 5", tool.Error, StringComparison.Ordinal);
        Assert.Equal(1, tool.Json("out/annotations.json").GetProperty("images").GetArrayLength());
    }

    [Fact]
    public void The_preview_shows_polygons_and_run_lengths_and_has_no_empty_rows()
    {
        using var tool = new Tool();
        string[] args = Arguments(tool, Flip);
        // Only the second picture's annotation is a mask of runs: columns 1 to 3 of the mirrored picture's 8.
        File.WriteAllText(tool.PathOf("gt.json"), File.ReadAllText(tool.PathOf("gt.json")).Replace("\"num_keypoints\": 2}]", "\"num_keypoints\": 2, \"segmentation\": {\"size\": [4, 8], \"counts\": [16, 12, 4]}}]", StringComparison.Ordinal));
        tool.Does([.. args, "--copies", "5", "--preview"]);
        using MLImage sheet = MLImage.CreateFromFile(tool.PathOf("out/preview.png"));
        Assert.Equal(8 + (3 * (240 + 18 + 8)), sheet.Height);
        using MLImage copy = MLImage.CreateFromFile(tool.PathOf("out/b_0.png"));
        // The sixth picture is b's first copy, not enlarged in its cell: column 3 of row 3 is tinted, column 6 is not, and no mark is near.
        Assert.False(At(sheet, 8 + 328 + 156 + 3, 8 + 266 + 118 + 3).SequenceEqual(At(copy, 3, 3)));
    }

    private static byte[] At(MLImage image, int x, int y) => image.Pixels.Slice(4 * ((y * image.Width) + x), 3).ToArray();

    [Fact]
    public void A_bad_recipe_is_named_with_the_place_and_nothing_is_written()
    {
        using var tool = new Tool();
        tool.Refuses(Arguments(tool, """{"deeprecipes": 1, "steps": [{"kind": "Flop"}]}"""), "r.json", "steps[0]", "Flop");
        Assert.False(Directory.Exists(tool.PathOf("out")));
    }

    [Fact]
    public void A_name_that_leaves_the_folder_is_not_followed()
    {
        using var tool = new Tool();
        string[] args = Arguments(tool, Flip);
        File.WriteAllText(tool.PathOf("gt.json"), File.ReadAllText(tool.PathOf("gt.json")).Replace("b.png", "../b.png", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Partly, tool.Run(args));
        Assert.Contains("leaves the folder", tool.Error, StringComparison.Ordinal);
    }


    private static string[] Arguments(Tool tool, string recipe)
    {
        Directory.CreateDirectory(tool.PathOf("images"));
        byte[] pixels = [.. Enumerable.Range(0, 8 * 4 * 3).Select(i => (byte)(2 * i))];
        File.WriteAllBytes(tool.PathOf("images/a.png"), PngFile.FromRgb(8, 4, pixels));
        File.WriteAllBytes(tool.PathOf("images/b.png"), PngFile.FromRgb(8, 4, pixels));
        string truth = tool.Write("gt.json", """
            {"images": [{"id": 7, "file_name": "a.png", "width": 8, "height": 4}, {"id": 9, "file_name": "b.png", "width": 8, "height": 4}],
             "categories": [{"id": 1, "name": "face", "keypoints": ["left_eye", "right_eye"]}],
             "annotations": [
               {"id": 1, "image_id": 7, "category_id": 1, "bbox": [1, 1, 3, 2], "area": 6, "iscrowd": 0, "keypoints": [2, 1, 2, 3, 1, 2], "num_keypoints": 2, "segmentation": [[1, 1, 4, 1, 4, 3]]},
               {"id": 2, "image_id": 9, "category_id": 1, "bbox": [1, 1, 3, 2], "area": 6, "iscrowd": 0, "keypoints": [2, 1, 2, 3, 1, 2], "num_keypoints": 2}]}
            """);
        return ["augment", "--recipe", tool.Write("r.json", recipe), "--images", tool.PathOf("images"), "--truth", truth, "--out", tool.PathOf("out"), "--seed", "7"];
    }
}
