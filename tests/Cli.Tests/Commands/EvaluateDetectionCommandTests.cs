using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Cli.Tests.Commands;

public class EvaluateDetectionCommandTests
{
    private const string Truth = """
        {"images": [{"id": 1, "width": 10, "height": 10}], "categories": [{"id": 7, "name": "cat"}],
         "annotations": [{"id": 3, "image_id": 1, "category_id": 7, "bbox": [0, 0, 4, 4], "area": 16, "iscrowd": 0}]}
        """;

    [Theory]
    [InlineData("boxes", "gt_small", "dt_small", "coco_small.json", null)]
    [InlineData("masks", "gt_segm", "dt_segm", "coco_segm.json", null)]
    [InlineData("keypoints", "gt_keypoints", "dt_keypoints", "coco_keypoints.json", null)]
    [InlineData("boxes", "val2014_100_gt", "val2014_100_bbox", "val2014_100_expected.json", "bbox")]
    public void Json_holds_pycocotools_numbers_to_the_last_bit(string kind, string truth, string predictions, string oracle, string? key)
    {
        using var tool = new Tool();
        tool.Does("evaluate", "detection", "--truth", tool.Coco(truth), "--predictions", tool.Coco(predictions), "--kind", kind, "--json", tool.PathOf("out.json"));

        JsonElement expected = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("coco", oracle))).RootElement;
        if (key is not null)
            expected = expected.GetProperty(key);
        JsonElement found = tool.Json("out.json");
        string[] names = kind == "keypoints"
            ? ["AP", "AP50", "AP75", "APm", "APl", "AR", "AR50", "AR75", "ARm", "ARl"]
            : ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"];
        Assert.Equal(names, found.GetProperty("stats").EnumerateObject().Select(p => p.Name));
        Assert.Equal(Numbers(expected.GetProperty("stats_array")), found.GetProperty("stats").EnumerateObject().Select(p => p.Value.GetDouble()));
        Assert.Equal(Numbers(expected.GetProperty("per_class_AP")), found.GetProperty("perClass").EnumerateObject().Select(p => p.Value.GetProperty("AP").GetDouble()));
        Assert.Equal(Numbers(expected.GetProperty("per_class_AR")), found.GetProperty("perClass").EnumerateObject().Select(p => p.Value.GetProperty("AR").GetDouble()));
        Assert.Equal(Numbers(expected.GetProperty("AP_per_iou_threshold")), Numbers(found.GetProperty("perThreshold").GetProperty("AP")));
        // The screen shows the same numbers, rounded as pycocotools rounds them.
        Assert.Equal(names.Length, tool.Output.TrimEnd().Split('\n').Length);
        Assert.StartsWith(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Corrected_writes_null_where_strict_writes_minus_one()
    {
        using var tool = new Tool();
        string[] args = ["evaluate", "detection", "--truth", tool.Write("gt.json", Truth), "--predictions", tool.Write("dt.json", "[]"), "--json", tool.PathOf("out.json")];
        tool.Does(args);
        Assert.Equal(-1, tool.Json("out.json").GetProperty("stats").GetProperty("APl").GetDouble());
        tool.Does([.. args, "--mode", "corrected"]);
        Assert.Equal(JsonValueKind.Null, tool.Json("out.json").GetProperty("stats").GetProperty("APl").ValueKind);
    }

    [Fact]
    public void Report_is_a_page_with_the_numbers()
    {
        using var tool = new Tool();
        tool.Does("evaluate", "detection", "--truth", tool.Coco("gt_small"), "--predictions", tool.Coco("dt_small"), "--report", tool.PathOf("out.html"));
        string page = File.ReadAllText(tool.PathOf("out.html"));
        Assert.Contains("0.587", page, StringComparison.Ordinal);
        Assert.Contains("class_04", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"image_id": 9, "category_id": 7, "bbox": [0, 0, 4, 4], "score": 0.5}]""", "dt.json", "[0]", "9")]
    [InlineData("""[{"image_id": 1, "category_id": 7, "bbox": [0, 0, 4, 4], "score": 0.5}, {"image_id": 1, "category_id": 8, "bbox": [0, 0, 4, 4], "score": 0.5}]""", "dt.json", "[1]", "8")]
    [InlineData("""[{"image_id": 1, "category_id": 7, "bbox": [0, 0, -4, 4], "score": 0.5}]""", "dt.json", "[0]", "-4")]
    [InlineData("""[{"image_id": 1, "category_id": 7, "bbox": [0, 0, 4, 4], "score": NaN}]""", "dt.json", "[0]", "NaN")]
    [InlineData("""[{"image_id": 1, "category_id": 7, "bbox": [0, 0, 4, 4], "sco""", "dt.json", "[0]", "dt.json")]
    public void Bad_predictions_are_named_with_file_and_place_and_nothing_is_written(string predictions, params string[] texts)
    {
        using var tool = new Tool();
        tool.Refuses(
            ["evaluate", "detection", "--truth", tool.Write("gt.json", Truth), "--predictions", tool.Write("dt.json", predictions), "--json", tool.PathOf("out.json")],
            ["deeprecipes evaluate detection: ", .. texts]);
        Assert.False(File.Exists(tool.PathOf("out.json")));
    }

    [Fact]
    public void Any_sigmas_may_be_given_for_keypoints()
    {
        const string Faces = """
            {"images": [{"id": 1}], "categories": [{"id": 7, "name": "face"}],
             "annotations": [{"id": 3, "image_id": 1, "category_id": 7, "bbox": [0, 0, 20, 20], "area": 400, "num_keypoints": 2, "keypoints": [5, 5, 2, 15, 5, 2]}]}
            """;
        using var tool = new Tool();
        string predictions = tool.Write("dt.json", """[{"image_id": 1, "category_id": 7, "score": 0.5, "keypoints": [5, 5, 1, 15, 5, 1]}]""");
        string[] args = ["evaluate", "detection", "--truth", tool.Write("gt.json", Faces), "--predictions", predictions, "--kind", "keypoints"];
        tool.Refuses(args, "6 numbers", "3 x 17");
        tool.Does([.. args, "--sigmas", "0.05,0.1", "--json", tool.PathOf("out.json")]);
        Assert.Equal(1, tool.Json("out.json").GetProperty("stats").GetProperty("AR").GetDouble());
        tool.Refuses([.. args, "--sigmas", "0.05,x"], "--sigmas holds 'x'");
        tool.Refuses([.. args[..^1], "boxes", "--sigmas", "0.05"], "--sigmas belongs to --kind keypoints");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var tool = new Tool();
        tool.Refuses(["evaluate", "detection", "--truth", tool.PathOf("none.json"), "--predictions", tool.Write("dt.json", "[]")], "none.json");
    }

    [Fact]
    public void Nothing_is_left_beside_an_output_that_cannot_be_written()
    {
        using var tool = new Tool();
        Directory.CreateDirectory(tool.PathOf("out.json"));
        tool.Refuses(["evaluate", "detection", "--truth", tool.Write("gt.json", Truth), "--predictions", tool.Write("dt.json", "[]"), "--json", tool.PathOf("out.json")], "out.json");
        Assert.Empty(Directory.EnumerateFiles(tool.Folder, "*.tmp"));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
