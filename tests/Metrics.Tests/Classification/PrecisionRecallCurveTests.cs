namespace DeepRecipes.Metrics.Tests;

public sealed class PrecisionRecallCurveTests
{
    [Fact]
    public void Average_precision_is_the_sum_over_the_steps_of_recall()
    {
        // scikit-learn's own example: labels 0 0 1 1, scores .1 .4 .35 .8, average precision 0.8333...
        var curve = PrecisionRecallCurve.From([false, false, true, true], [.1, .4, .35, .8]);
        Assert.Equal(5.0 / 6, curve.AveragePrecision, 12);
        Assert.Equal(1, curve.Recalls.Max());
    }
}
