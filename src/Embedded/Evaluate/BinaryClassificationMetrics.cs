namespace Microsoft.ML.Data;

/// <summary>How well two classes are told apart. A ratio of nothing is 0.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryCounts counts, double areaUnderRocCurve, double areaUnderPrecisionRecallCurve, ConfusionMatrix confusionMatrix)
    {
        AreaUnderRocCurve = areaUnderRocCurve;
        AreaUnderPrecisionRecallCurve = areaUnderPrecisionRecallCurve;
        ConfusionMatrix = confusionMatrix;
        Accuracy = (counts.TruePositives + counts.TrueNegatives) / counts.Total;
        PositivePrecision = confusionMatrix.PerClassPrecision[0];
        PositiveRecall = confusionMatrix.PerClassRecall[0];
        NegativePrecision = confusionMatrix.PerClassPrecision[1];
        NegativeRecall = confusionMatrix.PerClassRecall[1];
        F1Score = PositivePrecision + PositiveRecall == 0 ? 0 : 2 * PositivePrecision * PositiveRecall / (PositivePrecision + PositiveRecall);
    }

    public double AreaUnderRocCurve { get; }

    public double Accuracy { get; }

    public double PositivePrecision { get; }

    public double PositiveRecall { get; }

    public double NegativePrecision { get; }

    public double NegativeRecall { get; }

    public double F1Score { get; }

    public double AreaUnderPrecisionRecallCurve { get; }

    public ConfusionMatrix ConfusionMatrix { get; }
}

/// <summary>How well two classes are told apart, and how good the probabilities are. Entropies are in bits.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryCounts counts, double areaUnderRocCurve, double areaUnderPrecisionRecallCurve, ConfusionMatrix confusionMatrix)
        : base(counts, areaUnderRocCurve, areaUnderPrecisionRecallCurve, confusionMatrix)
    {
        LogLoss = counts.LogLoss;
        LogLossReduction = counts.LogLossReduction;
        Entropy = counts.Entropy;
    }

    public double LogLoss { get; }

    /// <summary>The part of the entropy of the labels that the probabilities take away.</summary>
    public double LogLossReduction { get; }

    public double Entropy { get; }
}
