namespace Microsoft.ML.Data;

/// <summary>How well several classes are told apart. Entropies are in nats.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(MulticlassCounts counts, int topK, ConfusionMatrix confusionMatrix)
    {
        LogLoss = counts.LogLoss;
        LogLossReduction = counts.LogLossReduction;
        MacroAccuracy = counts.MacroAccuracy;
        MicroAccuracy = counts.MicroAccuracy;
        PerClassLogLoss = counts.PerClassLogLoss();
        TopKPredictionCount = topK;
        TopKAccuracyForAllK = topK > 0 ? counts.TopKAccuracy(topK) : null;
        ConfusionMatrix = confusionMatrix;
    }

    public double LogLoss { get; }

    public double LogLossReduction { get; }

    /// <summary>The mean of the accuracies of the classes that occur.</summary>
    public double MacroAccuracy { get; }

    /// <summary>The part of the rows whose class has the greatest score.</summary>
    public double MicroAccuracy { get; }

    /// <summary>The part of the rows whose class is among the <see cref="TopKPredictionCount"/> greatest scores; 0 when that is 0.</summary>
    public double TopKAccuracy => TopKAccuracyForAllK is { Count: > 0 } all ? all[^1] : 0;

    public int TopKPredictionCount { get; }

    /// <summary>The same for 1 up to <see cref="TopKPredictionCount"/>; null when that is 0.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    public IReadOnlyList<double> PerClassLogLoss { get; }

    public ConfusionMatrix ConfusionMatrix { get; }
}
