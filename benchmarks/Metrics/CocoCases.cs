using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DeepRecipes.Metrics;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>
/// COCO's protocol over 5,000 images: reading beside Python's json, and the evaluation, which is all that follows the parsing of the two files. pycocotools has no place in Debian,
/// so its side is its numbers: every one of them must come out to the last bit.
/// </summary>
internal static class CocoCases
{
    public const string Name = "COCO files parsed (5,000 images, 501,036 detections)";

    public static void Run(Comparison comparison, string folder, string root)
    {
        string truthPath = Path.Combine(folder, "gt_large.json");
        string predictionsPath = Path.Combine(folder, "dt_large.json");
        CocoResult result = CocoEvaluation.Evaluate(truthPath, predictionsPath);
        double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        int equal = EqualNumbers(result, Path.Combine(root, "tests", "Data", "coco", "coco_large.json"));

        CocoGroundTruth truth = CocoGroundTruth.Load(truthPath);
        CocoDetections detections = CocoDetections.Load(predictionsPath);
        comparison.Row(Name, "json " + folder, () =>
        {
            Task<CocoDetections> second = Task.Run(() => CocoDetections.Load(predictionsPath));
            truth = CocoGroundTruth.Load(truthPath);
            detections = second.GetAwaiter().GetResult();
        }, null, 4);

        int runs = 0;
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        double seconds = Comparison.Seconds(
            () =>
            {
                result = CocoEvaluation.Accumulate(truth, detections).Compute();
                runs++;
            },
            9);
        double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / runs;
        comparison.Remark(string.Create(CultureInfo.InvariantCulture,
            $"COCO boxes of the same set evaluated, from the parsed files to the result: {seconds * 1000:F0} ms, {processor * 1000:F0} ms of processor time over all cores. {peak:F0} MB of memory at most after one reading and evaluation. All {equal} numbers of the oracle are pycocotools' to the last bit."));
    }

    private static int EqualNumbers(CocoResult result, string oraclePath)
    {
        using JsonDocument oracle = JsonDocument.Parse(File.ReadAllBytes(oraclePath));
        int count = 0;
        foreach ((string key, IEnumerable<double> found) in (IEnumerable<(string, IEnumerable<double>)>)[
            ("stats_array", result.Statistics.Select(s => s.Value)),
            ("per_class_AP", result.PerCategory.Select(c => c.Ap)),
            ("per_class_AP50", result.PerCategory.Select(c => c.Ap50)),
            ("per_class_AP75", result.PerCategory.Select(c => c.Ap75)),
            ("per_class_AR", result.PerCategory.Select(c => c.Ar)),
            ("AP_per_iou_threshold", Enumerable.Range(0, result.Options.IoUThresholds.Length).Select(result.ApAt)),
            ("iouThrs", result.Options.IoUThresholds)])
        {
            double[] expected = [.. oracle.RootElement.GetProperty(key).EnumerateArray().Select(n => n.GetDouble())];
            if (!expected.SequenceEqual(found))
                throw new InvalidOperationException($"{key} of the large set is not pycocotools'.");
            count += expected.Length;
        }

        return count;
    }
}
