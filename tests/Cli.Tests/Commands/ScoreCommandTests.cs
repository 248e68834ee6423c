using System.Text.Json;
using DeepRecipes.Contracts;
using Microsoft.ML.Data;

namespace DeepRecipes.Cli.Tests.Commands;

public class ScoreCommandTests
{
    private static string Model => Assets.Path("fr_detect.onnx");

    [Fact]
    public void Photos_scored_and_evaluated_give_the_reference_faces()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1", "2", "4", "6");
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--nms", "0.3", "--truth", Truth(tool), "--json", tool.PathOf("dt.json"), "--draw", tool.PathOf("drawn"));
        Assert.Contains("4 images", tool.Output, StringComparison.Ordinal);
        Assert.Contains("CPU", tool.Output, StringComparison.Ordinal);
        Assert.Equal([1L, 2, 3, 4], tool.Json("dt.json").EnumerateArray().Select(one => one.GetProperty("image_id").GetInt64()).Distinct());

        tool.Does("evaluate", "detection", "--truth", Truth(tool), "--predictions", tool.PathOf("dt.json"), "--json", tool.PathOf("out.json"));
        Assert.True(tool.Json("out.json").GetProperty("stats").GetProperty("AR100").GetDouble() > 0.4, tool.Output);

        using MLImage plain = MLImage.CreateFromFile(Path.Combine(photos, "faceapi_sample1.jpg"));
        using MLImage drawn = MLImage.CreateFromFile(Path.Combine(tool.PathOf("drawn"), "faceapi_sample1.jpg"));
        Assert.Equal((plain.Width, plain.Height), (drawn.Width, drawn.Height));
        Assert.False(plain.Pixels.SequenceEqual(drawn.Pixels));
    }

    [Fact]
    public void A_tile_as_large_as_the_photo_gives_what_no_tile_gives()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("whole.json"));
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("tile.json"), "--tile", "2000");
        Assert.Equal(File.ReadAllText(tool.PathOf("whole.json")), File.ReadAllText(tool.PathOf("tile.json")));
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("tiles.json"), "--tile", "960");
        Assert.NotEqual(File.ReadAllText(tool.PathOf("whole.json")), File.ReadAllText(tool.PathOf("tiles.json")));
    }

    [Fact]
    public void A_photo_that_cannot_be_read_is_listed_and_the_rest_is_scored()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        File.WriteAllBytes(Path.Combine(photos, "broken.jpg"), File.ReadAllBytes(Path.Combine(photos, "faceapi_sample1.jpg"))[..50_000]);
        Assert.Equal(ExitCode.Partly, tool.Run("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("dt.json")));
        Assert.Contains("broken.jpg", tool.Error, StringComparison.Ordinal);
        Assert.Contains("1 images", tool.Output, StringComparison.Ordinal);
        // By name broken.jpg is picture 1.
        Assert.All(tool.Json("dt.json").EnumerateArray(), one => Assert.Equal((2, "faceapi_sample1.jpg"), (one.GetProperty("image_id").GetInt32(), one.GetProperty("file_name").GetString())));
        Assert.NotEqual(0, tool.Json("dt.json").GetArrayLength());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        string[] rest = ["--images", photos, "--json", tool.PathOf("dt.json")];
        tool.Refuses(["score", "--model", Model, "--decoder", "blazeface", .. rest], "BlazeFaceDecoder expects", "ultraface");
        tool.Refuses(["score", "--model", Model, "--decoder", "yolo99", .. rest], "yolo99");
        tool.Refuses(["score", "--model", tool.Write("no.onnx", "no model"), "--decoder", "ultraface", .. rest], "ONNX");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", "--size", "100x100", .. rest], "320 x 240", "100 x 100");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", "--images", tool.Folder, "--json", tool.PathOf("dt.json")], "no pictures");
        Assert.False(File.Exists(tool.PathOf("dt.json")));
    }

    private static string Photos(Tool tool, params string[] numbers)
    {
        string folder = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        foreach (string number in numbers)
            File.Copy(Assets.Path($"sample{number}.jpg"), Path.Combine(folder, $"faceapi_sample{number}.jpg"));
        return folder;
    }

    /// <summary>The reference faces of the four photos, without the fifth that is not fetched.</summary>
    private static string Truth(Tool tool)
    {
        JsonElement all = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "reference.coco.json"))).RootElement;
        return tool.Write("gt.json", JsonSerializer.Serialize(new
        {
            images = all.GetProperty("images").EnumerateArray().Where(image => image.GetProperty("id").GetInt64() <= 4),
            annotations = all.GetProperty("annotations").EnumerateArray().Where(annotation => annotation.GetProperty("image_id").GetInt64() <= 4),
            categories = all.GetProperty("categories"),
        }));
    }
}
