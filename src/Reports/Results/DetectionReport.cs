using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>COCO's numbers as a page: the table, each class, and precision over recall.</summary>
public static class DetectionReport
{
    private const int CurvesShown = 8;

    /// <summary>Makes the page.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="title">The page's title.</param>
    /// <returns>A page that can still be added to, and saved.</returns>
    public static Report Of(CocoResult result, string title = "Detection")
    {
        ArgumentNullException.ThrowIfNull(result);
        Report report = new(title) { Lead = $"{result.Options.Kind} by COCO's protocol, {(result.Options.Mode == CocoMode.Strict ? "with pycocotools' numbers" : "with pycocotools' quirks corrected")}." };
        ReportSection all = report.Section("All classes");
        _ = all.Tiles([.. result.Statistics.Take(3).Select(statistic => new Tile(statistic.Name, Shown(statistic.Value), $"IoU {statistic.IoU}"))]);
        ReportTable table = new("Number", "IoU", "Area", "Detections", "Value");
        foreach (CocoStatistic statistic in result.Statistics)
            _ = table.Row(statistic.Name, statistic.IoU, statistic.Area, statistic.MaxDetections, Shown(statistic.Value));
        _ = all.Table(table);
        if (result.Categories.Length > 0)
            Classes(report.Section("Each class"), result);
        return report;
    }

    private static void Classes(ReportSection section, CocoResult result)
    {
        ReportTable table = new("Class", "Id", "AP", "AP50", "AP75", "AR");
        foreach (CocoCategoryResult one in result.PerCategory)
            _ = table.Row(one.Category.Name, one.Category.Id, Shown(one.Ap), Shown(one.Ap50), Shown(one.Ap75), Shown(one.Ar));
        _ = section.Table(table);
        int[] first = [.. Enumerable.Range(0, result.Categories.Length).Where(k => !double.IsNaN(Shown(result.PerCategory[k].Ap))).Take(CurvesShown)];
        if (first.Length == 0)
            return;
        if (first.Length < result.Categories.Length)
            _ = section.Note($"Curves of the first {first.Length} classes that have something to measure, of {result.Categories.Length}.");
        _ = section.Figures(new PrecisionRecallPlot($"Precision over recall at IoU {result.Options.IoUThresholds[0]:0.00}", [.. first.Select(k => Curve(result, k))]));
    }

    private static CurveWithArea Curve(CocoResult result, int category)
    {
        IEnumerable<PlotPoint> points = result.PrecisionCurve(category).Zip(result.Options.RecallThresholds, (precision, recall) => new PlotPoint(recall, precision));
        return new(result.Categories[category].Name, [.. points], result.PerCategory[category].Ap50);
    }

    /// <summary>pycocotools' -1 is no number to show: there was nothing to measure.</summary>
    private static double Shown(double value) => value < 0 ? double.NaN : value;
}
