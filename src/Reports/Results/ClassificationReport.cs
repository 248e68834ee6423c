using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>A classifier's numbers as a page: tiles, tables, confusion matrix, curves, reliability.</summary>
public static class ClassificationReport
{
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
            .Row("MCC", result.Confusion.Mcc).Row("Log loss", result.LogLoss).Row("Brier score", result.Brier));
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
        return report;
    }
}
