using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class MulticlassEvaluationTests
{
    private static readonly Row[] Six =
    [
        new("a", [0.6f, 0.3f, 0.1f]), new("a", [0.2f, 0.5f, 0.3f]), new("b", [0.1f, 0.7f, 0.2f]),
        new("b", [0.1f, 0.8f, 0.1f]), new("b", [0.4f, 0.35f, 0.25f]), new("c", [0.3f, 0.3f, 0.4f]),
    ];

    private static readonly int[] Label = [0, 0, 1, 1, 1, 2];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void Accuracies_and_losses_follow_their_definitions()
    {
        var metrics = Evaluate(Six);

        double[] losses = [.. Six.Select((r, i) => -Math.Log(r.Score[Label[i]]))];
        Assert.Equal(4.0 / 6, metrics.MicroAccuracy, 1e-12);
        Assert.Equal(((1 / 2.0) + (2 / 3.0) + 1) / 3, metrics.MacroAccuracy, 1e-12);
        Assert.Equal(losses.Average(), metrics.LogLoss, 1e-6);
        double entropy = -((2 / 6.0 * Math.Log(2 / 6.0)) + (3 / 6.0 * Math.Log(3 / 6.0)) + (1 / 6.0 * Math.Log(1 / 6.0)));
        Assert.Equal((entropy - losses.Average()) / entropy, metrics.LogLossReduction, 1e-6);
        Assert.Equal((losses[0] + losses[1]) / 2, metrics.PerClassLogLoss[0], 1e-6);
        Assert.Equal(0, metrics.TopKPredictionCount);
        Assert.Equal(0, metrics.TopKAccuracy);
        Assert.Null(metrics.TopKAccuracyForAllK);
    }

    [Fact]
    public void Top_k_counts_the_rank_of_the_true_class()
    {
        var metrics = Evaluate(Six, topK: 2);

        Assert.Equal([4 / 6.0, 5 / 6.0], metrics.TopKAccuracyForAllK.Select(a => Math.Round(a, 12)), new Close());
        Assert.Equal(5 / 6.0, metrics.TopKAccuracy, 1e-12);
    }

    [Fact]
    public void The_confusion_matrix_is_by_true_class()
    {
        var confusion = Evaluate(Six).ConfusionMatrix;

        Assert.Equal([1.0, 1.0, 0.0], confusion.Counts[0]);
        Assert.Equal([1.0, 2.0, 0.0], confusion.Counts[1]);
        Assert.Equal([0.0, 0.0, 1.0], confusion.Counts[2]);
        Assert.Equal(1, confusion.GetCountForClassPair(predictedClassIndicatorIndex: 1, actualClassIndicatorIndex: 0));
        Assert.Equal([1 / 2.0, 2 / 3.0, 1.0], confusion.PerClassPrecision);
    }

    [Fact]
    public void A_label_that_was_not_seen_is_left_out()
    {
        var metrics = Evaluate([.. Six, new Row("new", [0.3f, 0.3f, 0.4f])]);
        Assert.Equal(4.0 / 6, metrics.MicroAccuracy, 1e-12);
    }

    [Fact]
    public void A_wrong_column_is_named_with_what_was_expected()
    {
        var view = Keyed(Six);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(view, scoreColumnName: "Label", predictedLabelColumnName: "Label"));
        Assert.Contains("Label", error.Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(view, labelColumnName: "Name", predictedLabelColumnName: "Label"));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(view, labelColumnName: "Nowhere", predictedLabelColumnName: "Label"));
    }

    private IDataView Keyed(Row[] rows)
    {
        var known = _ml.Data.LoadFromEnumerable(Six);
        return _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(known).Transform(_ml.Data.LoadFromEnumerable(rows));
    }

    private MulticlassClassificationMetrics Evaluate(Row[] rows, int topK = 0)
        => _ml.MulticlassClassification.Evaluate(Keyed(rows), predictedLabelColumnName: "Label", topKPredictionCount: topK);

    private sealed class Row(string name, float[] score)
    {
        public string Name { get; } = name;

        [VectorType(3)]
        public float[] Score { get; } = score;
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-9;

        public int GetHashCode(double obj) => 0;
    }
}
