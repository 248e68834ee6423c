using System.Globalization;

namespace DeepRecipes.Metrics;

/// <summary>What can be said about the scores of a two-class classifier. Numbers with nothing in them are NaN.</summary>
/// <param name="Confusion">Truth against prediction at the threshold; class 0 is negative, class 1 positive.</param>
/// <param name="Threshold">From which score on a row was predicted positive.</param>
/// <param name="Roc">The ROC curve as points, and its area.</param>
/// <param name="PrecisionRecall">The precision-recall curve as points, and the average precision.</param>
/// <param name="LogLoss">Mean negative log probability of what was true (natural logarithm); NaN for raw scores.</param>
/// <param name="Brier">Mean squared error of the probabilities; NaN for raw scores.</param>
/// <param name="Calibration">The reliability diagram of the probability of the positive class; <see langword="null"/> for raw scores.</param>
public sealed record BinaryClassificationResult(
    ConfusionMatrix Confusion,
    double Threshold,
    RocCurve Roc,
    PrecisionRecallCurve PrecisionRecall,
    double LogLoss,
    double Brier,
    Calibration? Calibration)
{
    /// <summary>The share predicted rightly at the threshold.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Of what was predicted positive, the share that is.</summary>
    public double Precision => Confusion.Precision(1);

    /// <summary>Of the positives, the share predicted so.</summary>
    public double Recall => Confusion.Recall(1);

    /// <summary>The harmonic mean of precision and recall of the positive class.</summary>
    public double F1 => Confusion.FBeta(1);

    /// <summary>The main numbers, one a line.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        ROC AUC            {Roc.Area:0.0000}
        average precision  {PrecisionRecall.AveragePrecision:0.0000}
        accuracy           {Accuracy:0.0000} (threshold {Threshold:0.####})
        precision          {Precision:0.0000}
        recall             {Recall:0.0000}
        F1                 {F1:0.0000}
        MCC                {Confusion.Mcc:0.0000}
        log loss           {LogLoss:0.0000}
        Brier score        {Brier:0.0000}
        calibration error  {Calibration?.ExpectedError ?? double.NaN:0.0000}
        {Confusion}
        """);

    internal static BinaryClassificationResult From(
        ScoreKind kind, double threshold, ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        RankedScores ranked = RankedScores.From(labels, scores, weights);
        bool probabilities = kind == ScoreKind.Probability;
        return new(
            ConfusionAt(threshold, labels, scores, weights),
            threshold,
            RocCurve.From(ranked),
            PrecisionRecallCurve.From(ranked),
            probabilities ? ProbabilityScores.LogLoss(labels, scores, weights) : double.NaN,
            probabilities ? ProbabilityScores.Brier(labels, scores, weights) : double.NaN,
            probabilities ? Metrics.Calibration.From(labels, scores, weights) : null);
    }

    private static ConfusionMatrix ConfusionAt(double threshold, ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        ExactSum[] cells = [new(), new(), new(), new()];
        Span<long> counts = stackalloc long[4];
        for (int i = 0; i < labels.Length; i++)
        {
            int cell = (labels[i] ? 2 : 0) + (scores[i] >= threshold ? 1 : 0);
            counts[cell]++;
            if (!weights.IsEmpty)
                cells[cell].Add(weights[i]);
        }

        var values = new double[4];
        for (int i = 0; i < values.Length; i++)
            values[i] = weights.IsEmpty ? counts[i] : cells[i].Value;
        return new(["negative", "positive"], values);
    }
}
