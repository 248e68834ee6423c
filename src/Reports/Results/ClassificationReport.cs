using System.Collections.Immutable;
using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>A classifier's numbers as a page: tiles, tables, confusion matrix, curves, reliability.</summary>
public static class ClassificationReport
{
    private const int CurvesShown = 8;

    /// <summary>Makes the page of a two-class result.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="title">The page's title.</param>
    /// <returns>A page that can still be added to, and saved.</returns>
    public static Report Of(BinaryClassificationResult result, string title = "Classification")
    {
        ArgumentNullException.ThrowIfNull(result);
        Report report = new(title);
        ReportSection section = report.Section("Numbers");
        _ = section.Tiles(
            new Tile("ROC AUC", result.Roc.Area),
            new Tile("Average precision", result.PrecisionRecall.AveragePrecision),
            new Tile("F1", result.F1, $"at threshold {result.Threshold:0.####}"));
        _ = section.Table(new ReportTable("Number", "Value")
            .Row("Accuracy", result.Accuracy).Row("Balanced accuracy", result.Confusion.BalancedAccuracy)
            .Row("Precision", result.Precision).Row("Recall", result.Recall)
            .Row("MCC", result.Confusion.Mcc).Row("Log loss", result.LogLoss).Row("Brier score", result.Brier)
            .Row("Calibration error", result.Calibration?.ExpectedError ?? double.NaN));
        _ = section.Table(Thresholds(result.Roc));
        _ = section.Figures(new ConfusionMatrixPlot("Truth against prediction", result.Confusion));
        ReportSection curves = report.Section("Curves");
        _ = curves.Figures(
            new RocPlot("ROC", CurveWithArea.Of("positive", result.Roc.WithoutIntermediatePoints())),
            new PrecisionRecallPlot("Precision over recall", CurveWithArea.Of("positive", result.PrecisionRecall)));
        if (result.Calibration is { } calibration)
            _ = curves.Figures(new ReliabilityPlot("How often a probability is right", calibration));
        return report;
    }

    /// <summary>Makes the page of a result of several classes.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="title">The page's title.</param>
    /// <returns>A page that can still be added to, and saved.</returns>
    public static Report Of(MulticlassClassificationResult result, string title = "Classification")
    {
        ArgumentNullException.ThrowIfNull(result);
        ConfusionMatrix confusion = result.Confusion;
        Report report = new(title);
        ReportSection section = report.Section("Numbers");
        _ = section.Tiles(
            new Tile("Accuracy", result.Accuracy),
            new Tile("F1", confusion.FBeta(Average.Macro), "macro"),
            new Tile("ROC AUC", result.RocAucOneVersusRestMacro, "one versus rest, macro"));
        int most = Math.Min(5, result.TopAccuracies.Length);
        ReportTable numbers = new("Number", "Value");
        _ = numbers.Row("Balanced accuracy", confusion.BalancedAccuracy).Row("MCC", confusion.Mcc).Row("Log loss", result.LogLoss)
            .Row("Calibration error", result.Calibration.ExpectedError).Row($"Top {most} accuracy", result.TopAccuracy(most));
        _ = section.Table(numbers);
        ReportTable classes = new("Class", "Precision", "Recall", "F1", "ROC AUC", "AP", "Support");
        for (int i = 0; i < confusion.Classes.Length; i++)
        {
            _ = classes.Row(
                confusion.Classes[i], confusion.Precision(i), confusion.Recall(i), confusion.FBeta(i),
                result.RocAucPerClass[i], result.AveragePrecisionPerClass[i], confusion.Support(i));
        }

        _ = section.Table(classes);
        if (confusion.Classes.Length <= ConfusionMatrixPlot.MostClasses)
            _ = section.Figures(new ConfusionMatrixPlot("Truth against prediction", confusion));
        _ = section.Figures(new ReliabilityPlot("How often the most probable class is right", result.Calibration));
        Curves(report.Section("Curves"), result);
        return report;
    }

    private static ReportTable Thresholds(RocCurve roc)
    {
        ReportTable table = new("Best threshold for", "Threshold", "Precision", "Recall", "F1");
        foreach ((string aim, ThresholdChoice? choice) in new[]
        {
            ("recall less false alarms (Youden)", roc.BestThreshold(ThresholdAim.Youden)),
            ("accuracy", roc.BestThreshold(ThresholdAim.Accuracy)),
            ("F1", roc.BestThreshold(ThresholdAim.FBeta())),
        })
        {
            // A threshold above all scores predicts nothing: there is no number to show.
            double threshold = choice is { Threshold: < double.PositiveInfinity } ? choice.Threshold : double.NaN;
            _ = table.Row(aim, threshold, choice?.Precision ?? double.NaN, choice?.Recall ?? double.NaN, choice?.F1 ?? double.NaN);
        }

        return table;
    }

    private static void Curves(ReportSection section, MulticlassClassificationResult result)
    {
        ImmutableArray<string> names = result.Confusion.Classes;
        int[] first = [.. Enumerable.Range(0, names.Length).Where(c => !double.IsNaN(result.RocAucPerClass[c])).Take(CurvesShown)];
        if (first.Length < names.Length)
            _ = section.Note($"Curves of the first {first.Length} classes that have something to measure, of {names.Length}.");
        _ = section.Figures(
            new RocPlot("ROC, each class against the rest", [.. first.Select(c => CurveWithArea.Of(names[c], result.Roc(c).WithoutIntermediatePoints()))]),
            new PrecisionRecallPlot("Precision over recall", [.. first.Select(c => CurveWithArea.Of(names[c], result.PrecisionRecall(c)))]));
    }
}
