using System.Text.Json;

namespace DeepRecipes.Metrics;

/// <summary>Classification results as JSON, every number with all its digits; <c>null</c> where there is nothing to measure (NaN).</summary>
public static class ClassificationJson
{
    /// <summary>
    /// Writes a two-class result: <c>{"stats": {"ROCAUC": ..., "AP": ..., "accuracy": ..., ...}, "threshold": ..., "bestThresholds": {"youden": {...}, "accuracy": {...}, "F1": {...}},
    /// "confusion": {...}, "calibration": [...], "curves": {"roc": {...}, "precisionRecall": {...}}}</c>.
    /// </summary>
    /// <param name="destination">Where to; it stays open.</param>
    /// <param name="result">What was measured.</param>
    /// <param name="intervals">Bootstrap intervals by the numbers' names, for a block <c>"intervals": {"ROCAUC": {"low": ..., "high": ..., "level": ...}}</c>; <see langword="null"/> for none.</param>
    public static void Write(Stream destination, BinaryClassificationResult result, IReadOnlyDictionary<string, BootstrapInterval>? intervals = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        using Utf8JsonWriter json = MetricJson.Start(destination);
        json.WriteStartObject("stats");
        MetricJson.Number(json, "ROCAUC", result.Roc.Area);
        MetricJson.Number(json, "AP", result.PrecisionRecall.AveragePrecision);
        MetricJson.Number(json, "accuracy", result.Accuracy);
        MetricJson.Number(json, "balancedAccuracy", result.Confusion.BalancedAccuracy);
        MetricJson.Number(json, "precision", result.Precision);
        MetricJson.Number(json, "recall", result.Recall);
        MetricJson.Number(json, "F1", result.F1);
        MetricJson.Number(json, "MCC", result.Confusion.Mcc);
        MetricJson.Number(json, "kappa", result.Confusion.Kappa());
        MetricJson.Number(json, "logLoss", result.LogLoss);
        MetricJson.Number(json, "brier", result.Brier);
        MetricJson.Number(json, "ECE", result.Calibration?.ExpectedError ?? double.NaN);
        json.WriteEndObject();
        Intervals(json, intervals);
        MetricJson.Number(json, "threshold", result.Threshold);
        json.WriteStartObject("bestThresholds");
        Choice(json, "youden", result.Roc.BestThreshold(ThresholdAim.Youden));
        Choice(json, "accuracy", result.Roc.BestThreshold(ThresholdAim.Accuracy));
        Choice(json, "F1", result.Roc.BestThreshold(ThresholdAim.FBeta()));
        json.WriteEndObject();
        Confusion(json, result.Confusion);
        Bins(json, result.Calibration);
        Curves(json, result.Roc, result.PrecisionRecall);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes a result of several classes: <c>{"stats": {"accuracy": ..., ...}, "perClass": {"cat": {"precision": ..., ..., "curves": {...}}}, "topAccuracies": [...],
    /// "confusion": {...}, "calibration": [...]}</c>.
    /// </summary>
    /// <param name="destination">Where to; it stays open.</param>
    /// <param name="result">What was measured.</param>
    /// <param name="intervals">Bootstrap intervals by the numbers' names; <see langword="null"/> for none.</param>
    public static void Write(Stream destination, MulticlassClassificationResult result, IReadOnlyDictionary<string, BootstrapInterval>? intervals = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        using Utf8JsonWriter json = MetricJson.Start(destination);
        json.WriteStartObject("stats");
        MetricJson.Number(json, "accuracy", result.Accuracy);
        MetricJson.Number(json, "balancedAccuracy", result.Confusion.BalancedAccuracy);
        foreach (Average average in Enum.GetValues<Average>())
        {
            MetricJson.Number(json, "precision" + average, result.Confusion.Precision(average));
            MetricJson.Number(json, "recall" + average, result.Confusion.Recall(average));
            MetricJson.Number(json, "F1" + average, result.Confusion.FBeta(average));
        }

        MetricJson.Number(json, "MCC", result.Confusion.Mcc);
        MetricJson.Number(json, "kappa", result.Confusion.Kappa());
        MetricJson.Number(json, "ROCAUCOneVersusRestMacro", result.RocAucOneVersusRestMacro);
        MetricJson.Number(json, "ROCAUCOneVersusRestWeighted", result.RocAucOneVersusRestWeighted);
        MetricJson.Number(json, "ROCAUCOneVersusOneMacro", result.RocAucOneVersusOneMacro);
        MetricJson.Number(json, "ROCAUCOneVersusOneWeighted", result.RocAucOneVersusOneWeighted);
        MetricJson.Number(json, "APMacro", result.AveragePrecisionMacro);
        MetricJson.Number(json, "APMicro", result.AveragePrecisionMicro);
        MetricJson.Number(json, "APWeighted", result.AveragePrecisionWeighted);
        MetricJson.Number(json, "logLoss", result.LogLoss);
        MetricJson.Number(json, "ECE", result.Calibration.ExpectedError);
        json.WriteEndObject();
        Intervals(json, intervals);
        json.WriteStartObject("perClass");
        for (int i = 0; i < result.Confusion.Classes.Length; i++)
        {
            json.WriteStartObject(result.Confusion.Classes[i]);
            MetricJson.Number(json, "precision", result.Confusion.Precision(i));
            MetricJson.Number(json, "recall", result.Confusion.Recall(i));
            MetricJson.Number(json, "F1", result.Confusion.FBeta(i));
            MetricJson.Number(json, "support", result.Confusion.Support(i));
            MetricJson.Number(json, "ROCAUC", result.RocAucPerClass[i]);
            MetricJson.Number(json, "AP", result.AveragePrecisionPerClass[i]);
            Curves(json, result.Roc(i), result.PrecisionRecall(i));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        MetricJson.Numbers(json, "topAccuracies", result.TopAccuracies);
        Confusion(json, result.Confusion);
        Bins(json, result.Calibration);
        json.WriteEndObject();
    }

    private static void Intervals(Utf8JsonWriter json, IReadOnlyDictionary<string, BootstrapInterval>? intervals)
    {
        if (intervals is null)
            return;
        json.WriteStartObject("intervals");
        foreach ((string name, BootstrapInterval interval) in intervals)
        {
            json.WriteStartObject(name);
            MetricJson.Number(json, "low", interval.Low);
            MetricJson.Number(json, "high", interval.High);
            MetricJson.Number(json, "level", interval.Level);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Choice(Utf8JsonWriter json, string aim, ThresholdChoice? choice)
    {
        if (choice is null)
        {
            json.WriteNull(aim);
            return;
        }

        json.WriteStartObject(aim);
        MetricJson.Number(json, "threshold", choice.Threshold);
        MetricJson.Number(json, "precision", choice.Precision);
        MetricJson.Number(json, "recall", choice.Recall);
        MetricJson.Number(json, "falsePositiveRate", choice.FalsePositiveRate);
        MetricJson.Number(json, "F1", choice.F1);
        json.WriteEndObject();
    }

    /// <summary>ROC without the points on straight lines between others; precision-recall with all, the point above all scores last.</summary>
    private static void Curves(Utf8JsonWriter json, RocCurve roc, PrecisionRecallCurve precisionRecall)
    {
        roc = roc.WithoutIntermediatePoints();
        json.WriteStartObject("curves");
        json.WriteStartObject("roc");
        MetricJson.Curve(json, "thresholds", roc.Thresholds);
        MetricJson.Curve(json, "falsePositiveRates", roc.FalsePositiveRates);
        MetricJson.Curve(json, "truePositiveRates", roc.TruePositiveRates);
        json.WriteEndObject();
        json.WriteStartObject("precisionRecall");
        MetricJson.Curve(json, "thresholds", precisionRecall.Thresholds);
        MetricJson.Curve(json, "precisions", precisionRecall.Precisions);
        MetricJson.Curve(json, "recalls", precisionRecall.Recalls);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Confusion(Utf8JsonWriter json, ConfusionMatrix matrix)
    {
        json.WriteStartObject("confusion");
        json.WriteStartArray("classes");
        foreach (string name in matrix.Classes)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("truthByPredicted");
        for (int truth = 0; truth < matrix.Classes.Length; truth++)
            MetricJson.Numbers(json, null, Enumerable.Range(0, matrix.Classes.Length).Select(predicted => matrix[truth, predicted]));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Bins(Utf8JsonWriter json, Calibration? calibration)
    {
        if (calibration is null)
            return;
        json.WriteStartArray("calibration");
        foreach (CalibrationBin bin in calibration.Bins)
        {
            json.WriteStartObject();
            MetricJson.Number(json, "from", bin.From);
            MetricJson.Number(json, "to", bin.To);
            MetricJson.Number(json, "weight", bin.Weight);
            MetricJson.Number(json, "confidence", bin.Confidence);
            MetricJson.Number(json, "accuracy", bin.Accuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
