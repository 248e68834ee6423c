using System.Text.Json.Nodes;

namespace DeepRecipes.Cli.Tests.Commands;

public class MergeCommandTests
{
    [Fact]
    public void Parts_of_the_images_merge_to_the_bits_of_all_of_them()
    {
        using var tool = new Tool();
        (string truth, string predictions) = (tool.Coco("gt_keypoints"), tool.Coco("dt_keypoints"));
        Evaluate(tool, truth, predictions, "all");
        for (int part = 0; part < 3; part++)
            Evaluate(tool, Part(tool, truth, part), Part(tool, predictions, part), "part" + part);

        tool.Does("merge", tool.PathOf("part2.bin"), tool.PathOf("part0.bin"), tool.PathOf("part1.bin"), "--json", tool.PathOf("merged.json"), "--partial", tool.PathOf("merged.bin"));
        Assert.Equal(File.ReadAllText(tool.PathOf("all.json")), File.ReadAllText(tool.PathOf("merged.json")));
        Assert.Equal(File.ReadAllBytes(tool.PathOf("all.bin")), File.ReadAllBytes(tool.PathOf("merged.bin")));
        Assert.NotEqual(File.ReadAllText(tool.PathOf("all.json")), File.ReadAllText(tool.PathOf("part0.json")));
    }

    [Fact]
    public void Classifications_merge_and_the_same_file_twice_is_refused()
    {
        using var tool = new Tool();
        string[] rows = ["1,0.9", "0,0.8", "1,0.7", "0,0.1", "1,0.2"];
        Classify(tool, "all", rows);
        Classify(tool, "a", rows[..2]);
        Classify(tool, "b", rows[2..]);
        tool.Does("merge", tool.PathOf("b.bin"), tool.PathOf("a.bin"), "--json", tool.PathOf("merged.json"));
        Assert.Equal(File.ReadAllText(tool.PathOf("all.json")), File.ReadAllText(tool.PathOf("merged.json")));
        tool.Refuses(["merge", tool.PathOf("a.bin"), tool.PathOf("b.bin"), tool.PathOf("a.bin")], "a.bin", "already in the state");
    }

    [Fact]
    public void States_that_do_not_belong_together_and_files_that_are_none_are_named()
    {
        using var tool = new Tool();
        Classify(tool, "a", ["1,0.9"]);
        Classify(tool, "raw", ["1,0.8"], "--raw");
        tool.Refuses(["merge", tool.PathOf("a.bin"), tool.PathOf("raw.bin")], "raw.bin", "Scores", "Probability", "Raw");
        tool.Refuses(["merge", tool.Write("x.bin", "no state at all")], "x.bin", "DRMS");
        File.WriteAllBytes(tool.PathOf("cut.bin"), File.ReadAllBytes(tool.PathOf("a.bin"))[..40]);
        tool.Refuses(["merge", tool.PathOf("a.bin"), tool.PathOf("cut.bin")], "cut.bin", "cut short");
        tool.Refuses(["merge", tool.PathOf("none.bin")], "none.bin");
        Evaluate(tool, tool.Coco("gt_keypoints"), tool.Coco("dt_keypoints"), "coco");
        tool.Refuses(["merge", tool.PathOf("a.bin"), tool.PathOf("coco.bin")], "coco.bin", "'detection'", "'binary'");
    }

    private static void Evaluate(Tool tool, string truth, string predictions, string name) => tool.Does(
        "evaluate", "detection", "--kind", "keypoints", "--truth", truth, "--predictions", predictions, "--json", tool.PathOf(name + ".json"), "--partial", tool.PathOf(name + ".bin"));

    private static void Classify(Tool tool, string name, string[] rows, params string[] more) => tool.Does([
        "evaluate", "classification", "--data", tool.Write(name + ".csv", "y,s\n" + string.Join('\n', rows)), "--label", "y", "--score", "s",
        "--json", tool.PathOf(name + ".json"), "--partial", tool.PathOf(name + ".bin"), .. more]);

    /// <summary>A third of a COCO file's images.</summary>
    private static string Part(Tool tool, string path, int part)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;
        if (file is JsonObject truth)
        {
            Keep(truth["images"]!.AsArray(), "id", part);
            Keep(truth["annotations"]!.AsArray(), "image_id", part);
        }
        else
        {
            Keep(file.AsArray(), "image_id", part);
        }

        return tool.Write($"{Path.GetFileNameWithoutExtension(path)}.{part}.json", file.ToJsonString());
    }

    private static void Keep(JsonArray entries, string id, int part)
    {
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i]![id]!.GetValue<long>() % 3 != part)
                entries.RemoveAt(i);
        }
    }
}
