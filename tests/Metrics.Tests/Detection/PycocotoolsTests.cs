using System.Text;
using System.Text.Json;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>Every number pycocotools 2.0.11 gave, with a difference of 0.</summary>
public class PycocotoolsTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Edge = new(() =>
        JsonDocument.Parse(CocoFiles.Bytes("coco_edge")).RootElement.EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, StringComparer.Ordinal));

    public static TheoryData<string> EdgeCases => [.. Edge.Value.Keys];

    [Theory]
    [InlineData("coco_small.json", "gt_small", "dt_small", DetectionKind.Boxes)]
    [InlineData("coco_small_nocats.json", "gt_small", "dt_small", DetectionKind.Boxes)]
    [InlineData("coco_segm.json", "gt_segm", "dt_segm", DetectionKind.Masks)]
    [InlineData("coco_segm_bbox.json", "gt_segm", "dt_segm", DetectionKind.Boxes)]
    [InlineData("coco_keypoints.json", "gt_keypoints", "dt_keypoints", DetectionKind.Keypoints)]
    public void MadeSets_AreEqualToTheLastBit(string expected, string truth, string detections, DetectionKind kind)
    {
        JsonElement oracle = Oracle.Load("coco", expected);
        bool useCategories = !oracle.TryGetProperty("useCats", out JsonElement use) || use.GetInt32() != 0;
        Assert.Equal((truth + ".json", detections + ".json"), (oracle.GetProperty("gt").GetString(), oracle.GetProperty("dt").GetString()));
        CocoResult result = CocoFiles.Accumulate(truth, detections, new() { Kind = kind, UseCategories = useCategories }).Compute();
        Check(oracle, result);
    }

    [Theory]
    [InlineData("bbox", DetectionKind.Boxes)]
    [InlineData("segm", DetectionKind.Masks)]
    public void Val2014_IsEqualToTheLastBit(string key, DetectionKind kind)
    {
        JsonElement oracle = Oracle.Load("coco", "val2014_100_expected.json").GetProperty(key);
        CocoGroundTruth truth = CocoFiles.Truth("val2014_100_gt", kind);
        CocoDetections detections = CocoFiles.Detections("val2014_100_" + key, kind);
        Assert.Equal(oracle.GetProperty("n_images").GetInt32(), truth.Images);
        Assert.Equal(oracle.GetProperty("n_gt").GetInt32(), truth.Annotations);
        Assert.Equal(oracle.GetProperty("n_dt").GetInt32(), detections.Count);
        CocoResult result = CocoEvaluation.Accumulate(truth, detections, new() { Kind = kind }).Compute();
        Check(oracle, result);
        // What cocoapi published has three digits.
        double[] published = Oracle.Numbers(oracle.GetProperty("published"));
        double[] found = [.. result.Statistics.Select(s => s.Value)];
        for (int i = 0; i < published.Length; i++)
            Assert.Equal(published[i], found[i], oracle.GetProperty("max_abs_diff_vs_published_3dp").GetDouble() + 1e-12);
    }

    [Fact]
    public void NoValueOfAnOracleIsLeftOut()
    {
        string[] known =
        [
            // Compared in Check.
            "stats", "stats_array", "per_class_AP", "per_class_AP50", "per_class_AP75", "per_class_AR", "AP_per_iou_threshold", "iouThrs", "catIds", "areaRngLbl", "maxDets", "iouType",
            // Compared by the tests above, or what they are fed.
            "gt", "dt", "useCats", "n_images", "n_gt", "n_dt", "published", "max_abs_diff_vs_published_3dp", "name", "note", "params",
            // Which images were evaluated (all of the file), and what a second tool found, with how far it was off.
            "image_ids_evaluated", "faster_coco_eval_stats", "faster_coco_eval_max_abs_diff_stats",
        ];
        string[] files = ["coco_small.json", "coco_small_nocats.json", "coco_segm.json", "coco_segm_bbox.json", "coco_keypoints.json", "coco_large.json"];
        JsonElement val2014 = Oracle.Load("coco", "val2014_100_expected.json");
        IEnumerable<JsonElement> oracles = [.. files.Select(file => Oracle.Load("coco", file)), val2014.GetProperty("bbox"), val2014.GetProperty("segm"), .. Edge.Value.Values];
        Assert.Empty(oracles.SelectMany(oracle => oracle.EnumerateObject()).Select(p => p.Name).Distinct().Except(known));
        Assert.Equal(["maxDets", "useCats"], Edge.Value.Values.SelectMany(c => c.GetProperty("params").EnumerateObject()).Select(p => p.Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(EdgeCases))]
    public void EdgeCases_AreEqualToTheLastBit(string name)
    {
        JsonElement c = Edge.Value[name];
        JsonElement parameters = c.GetProperty("params");
        var options = new CocoOptions { UseCategories = !parameters.TryGetProperty("useCats", out JsonElement use) || use.GetInt32() != 0 };
        if (parameters.TryGetProperty("maxDets", out JsonElement limits))
            options = options with { MaxDetections = [.. limits.EnumerateArray().Select(l => l.GetInt32())] };
        CocoGroundTruth truth = CocoGroundTruth.Parse(Encoding.UTF8.GetBytes(c.GetProperty("gt").GetRawText()));
        CocoDetections detections = CocoDetections.Parse(Encoding.UTF8.GetBytes(c.GetProperty("dt").GetRawText()));
        Check(c, CocoEvaluation.Accumulate(truth, detections, options).Compute());
    }

    [Fact]
    public void Table_IsPrintedAsPycocotoolsPrintsIt()
    {
        string[] lines = CocoFiles.Accumulate("val2014_100_gt", "val2014_100_bbox", new()).Compute().ToString().Split('\n');
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.505", lines[0]);
        Assert.Equal(" Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.697", lines[1]);
        Assert.Equal(" Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.387", lines[6]);
        Assert.Equal(" Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = 0.564", lines[11]);
        Assert.Equal(13, lines.Length);
    }

    private static void Check(JsonElement oracle, CocoResult result)
    {
        Equal(oracle.GetProperty("stats_array"), result.Statistics.Select(s => s.Value), "stats");
        // By name too: AR1, AR10 and AR100 keep their names in the oracle whatever the limits are.
        JsonElement.ObjectEnumerator named = oracle.GetProperty("stats").EnumerateObject();
        Assert.Equal(named.Select(p => p.Value.GetDouble()), result.Statistics.Select(s => s.Value));
        if (!oracle.TryGetProperty("params", out JsonElement parameters) || !parameters.TryGetProperty("maxDets", out _))
            Assert.Equal(named.Select(p => p.Name), result.Statistics.Select(s => s.Name));
        if (oracle.TryGetProperty("iouType", out JsonElement type))
            Assert.Equal(type.GetString(), result.Options.Kind switch { DetectionKind.Boxes => "bbox", DetectionKind.Masks => "segm", _ => "keypoints" });
        if (oracle.TryGetProperty("areaRngLbl", out JsonElement labels))
            Assert.Equal(labels.EnumerateArray().Select(l => l.GetString()), result.Options.AreaRanges.Select(range => range.Name));
        if (oracle.TryGetProperty("maxDets", out JsonElement limits))
            Assert.Equal(limits.EnumerateArray().Select(l => l.GetInt32()), result.Options.MaxDetections);
        Equal(oracle.GetProperty("per_class_AP"), result.PerCategory.Select(c => c.Ap), "AP per class");
        Equal(oracle.GetProperty("per_class_AP50"), result.PerCategory.Select(c => c.Ap50), "AP50 per class");
        if (oracle.TryGetProperty("per_class_AP75", out JsonElement at75))
            Equal(at75, result.PerCategory.Select(c => c.Ap75), "AP75 per class");
        Equal(oracle.GetProperty("per_class_AR"), result.PerCategory.Select(c => c.Ar), "AR per class");
        Equal(oracle.GetProperty("AP_per_iou_threshold"), Enumerable.Range(0, 10).Select(result.ApAt), "AP per threshold");
        if (oracle.TryGetProperty("iouThrs", out JsonElement thresholds))
            Equal(thresholds, result.Options.IoUThresholds, "thresholds");
        if (oracle.TryGetProperty("catIds", out JsonElement ids))
            Assert.Equal(ids.EnumerateArray().Select(id => id.GetInt64()), result.Categories.Select(c => c.Id));
    }

    private static void Equal(JsonElement expected, IEnumerable<double> actual, string what)
    {
        double[] numbers = Oracle.Numbers(expected);
        double[] found = [.. actual];
        Assert.True(numbers.AsSpan().SequenceEqual(found), $"{what}: expected {string.Join(", ", numbers)}\ngot {string.Join(", ", found)}");
    }
}
