using Microsoft.ML;

namespace DeepRecipes.MLNet.Tests;

public sealed class RegressionEvaluationTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Errors_follow_their_definitions()
    {
        Row[] rows = [new(1, 1.5f), new(2, 1), new(4, 4), new(7, 9)];

        var metrics = _ml.Regression.Evaluate(_ml.Data.LoadFromEnumerable(rows));

        Assert.Equal((0.5 + 1 + 0 + 2) / 4, metrics.MeanAbsoluteError, 1e-12);
        Assert.Equal((0.25 + 1 + 0 + 4) / 4, metrics.MeanSquaredError, 1e-12);
        Assert.Equal(Math.Sqrt(5.25 / 4), metrics.RootMeanSquaredError, 1e-12);
        Assert.Equal(5.25 / 4, metrics.LossFunction, 1e-12);
        var spread = rows.Sum(r => Math.Pow(r.Label - 3.5, 2));
        Assert.Equal(1 - (5.25 / spread), metrics.RSquared, 1e-12);
    }

    [Fact]
    public void Rows_without_a_label_or_a_score_are_left_out()
    {
        Row[] rows = [new(1, 2), new(float.NaN, 2), new(3, float.NaN), new(2, 2)];
        Assert.Equal(0.5, _ml.Regression.Evaluate(_ml.Data.LoadFromEnumerable(rows)).MeanAbsoluteError, 1e-12);
    }

    [Fact]
    public void Labels_that_are_all_the_same_leave_no_r_squared()
        => Assert.True(double.IsNaN(_ml.Regression.Evaluate(_ml.Data.LoadFromEnumerable(new[] { new Row(1, 2), new Row(1, 1) })).RSquared));

    private sealed class Row(float label, float score)
    {
        public float Label { get; } = label;

        public float Score { get; } = score;
    }
}
