using Microsoft.ML;

namespace DeepRecipes.MLNet.Tests;

public sealed class BinaryEvaluationTests
{
    private static readonly Row[] Eight =
    [
        new(true, 2.0f, 0.9f), new(true, 1.0f, 0.8f), new(false, 1.0f, 0.7f), new(true, -0.5f, 0.4f),
        new(false, -0.5f, 0.4f), new(false, -1.0f, 0.2f), new(false, -2.0f, 0.1f), new(true, 0.0f, 0.5f),
    ];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_score_above_zero_counts_as_predicted_positive_whatever_the_predicted_label_says()
    {
        var metrics = _ml.BinaryClassification.EvaluateNonCalibrated(_ml.Data.LoadFromEnumerable(Eight.Select(r => new Row(r.Label, r.Score, r.Probability) { PredictedLabel = true })));

        Assert.Equal(5.0 / 8, metrics.Accuracy, 1e-12);
        Assert.Equal(2.0 / 3, metrics.PositivePrecision, 1e-12);
        Assert.Equal(2.0 / 4, metrics.PositiveRecall, 1e-12);
        Assert.Equal(3.0 / 5, metrics.NegativePrecision, 1e-12);
        Assert.Equal(3.0 / 4, metrics.NegativeRecall, 1e-12);
        Assert.Equal(4.0 / 7, metrics.F1Score, 1e-12);
    }

    [Fact]
    public void The_confusion_matrix_has_the_true_classes_in_rows_and_the_positive_one_first()
    {
        var confusion = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Eight)).ConfusionMatrix;

        Assert.Equal(2, confusion.NumberOfClasses);
        Assert.Equal([2.0, 2.0], confusion.Counts[0]);
        Assert.Equal([1.0, 3.0], confusion.Counts[1]);
        Assert.Equal(1, confusion.GetCountForClassPair(predictedClassIndicatorIndex: 0, actualClassIndicatorIndex: 1));
        Assert.Equal([2.0 / 3, 3.0 / 5], confusion.PerClassPrecision);
        Assert.Equal([2.0 / 4, 3.0 / 4], confusion.PerClassRecall);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => confusion.GetCountForClassPair(2, 0));
        Assert.Equal(
            """
            TEST POSITIVE RATIO:	0.5000 (4.0/(4.0+4.0))
            Confusion table
                      ||======================
            PREDICTED || positive | negative | Recall
            TRUTH     ||======================
             positive ||        2 |        2 | 0.5000
             negative ||        1 |        3 | 0.7500
                      ||======================
            Precision ||   0.6667 |   0.6000 |

            """.ReplaceLineEndings(),
            confusion.GetFormattedConfusionTable().ReplaceLineEndings());
    }

    [Fact]
    public void Entropies_are_in_bits()
    {
        var metrics = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Eight));

        var loss = Eight.Average(r => -Math.Log2(r.Label ? r.Probability : 1 - r.Probability));
        Assert.Equal(1, metrics.Entropy, 1e-12);
        Assert.Equal(loss, metrics.LogLoss, 1e-6);
        Assert.Equal(1 - loss, metrics.LogLossReduction, 1e-6);
    }

    [Fact]
    public void The_area_under_the_roc_curve_counts_ties_half()
    {
        var random = new Random(1);
        Row[] rows = [.. Enumerable.Range(0, 300).Select(_ => new Row(random.Next(3) == 0, random.Next(20) / 4f, 0.5f))];

        var area = _ml.BinaryClassification.EvaluateNonCalibrated(_ml.Data.LoadFromEnumerable(rows)).AreaUnderRocCurve;

        var pairs = from p in rows where p.Label from n in rows where !n.Label select p.Score > n.Score ? 1 : p.Score == n.Score ? 0.5 : 0;
        Assert.Equal(pairs.Average(), area, 1e-12);
    }

    [Fact]
    public void The_area_under_the_precision_recall_curve_is_of_trapezoids_between_positives()
    {
        // By descending score: + + - - + + ; precision before and after each positive by hand.
        Row[] rows = [new(true, 6, 0.5f), new(true, 5, 0.5f), new(false, 4, 0.5f), new(false, 3, 0.5f), new(true, 2, 0.5f), new(true, 1, 0.5f)];

        var area = _ml.BinaryClassification.EvaluateNonCalibrated(_ml.Data.LoadFromEnumerable(rows)).AreaUnderPrecisionRecallCurve;

        Assert.Equal(0.25 * (((1 + 1) / 2.0) + ((1 + 1) / 2.0) + ((0.5 + 0.6) / 2) + ((0.6 + (4 / 6.0)) / 2)), area, 1e-12);
    }

    [Fact]
    public void Without_one_of_the_classes_there_is_no_area()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Eight.Where(r => r.Label))));

    [Fact]
    public void Scores_that_are_no_numbers_are_left_out()
    {
        var metrics = _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(Eight.Append(new Row(true, float.NaN, 0.5f)).Append(new Row(false, float.PositiveInfinity, 0.5f))));
        Assert.Equal(8, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
    }

    [Fact]
    public void A_missing_or_wrong_column_is_named()
    {
        var view = _ml.Data.LoadFromEnumerable(Eight);
        Assert.Contains("Nowhere", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(view, labelColumnName: "Nowhere")).Message, StringComparison.Ordinal);
        Assert.Contains("Nowhere", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(view, probabilityColumnName: "Nowhere")).Message, StringComparison.Ordinal);
        Assert.Contains("Label", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Evaluate(view, scoreColumnName: "Label")).Message, StringComparison.Ordinal);
    }

    private sealed class Row(bool label, float score, float probability)
    {
        public bool Label { get; } = label;

        public float Score { get; } = score;

        public float Probability { get; } = probability;

        public bool PredictedLabel { get; init; }
    }
}
