using DeepRecipes.Metrics;

namespace DeepRecipes.Contracts;

/// <summary>A prediction, one that is worse, and what is true.</summary>
/// <param name="Better">A prediction.</param>
/// <param name="Worse">A prediction that is further from the target in every respect the loss looks at.</param>
/// <param name="Target">What is true.</param>
public sealed record LossCase(double[] Better, double[] Worse, double[] Target);

/// <summary>
/// What every loss promises: its gradient is the slope of its value, a better prediction never has the larger loss, a perfect one has the stated minimum,
/// no value lies below it, and numbers outside its range are refused by name.
/// </summary>
public abstract class LossContract
{
    /// <summary>The loss, with a mean.</summary>
    protected abstract Loss Loss();

    /// <summary>The same loss with a sum.</summary>
    protected abstract Loss SumLoss();

    /// <summary>Random predictions (away from kinks) and targets.</summary>
    protected abstract (double[] Predictions, double[] Targets) Random(Random random);

    /// <summary>Pairs where one prediction is better.</summary>
    protected abstract IEnumerable<LossCase> Cases(Random random);

    /// <summary>A prediction for which nothing better exists.</summary>
    protected abstract double[] Perfect(double[] targets);

    /// <summary>Predictions the loss must refuse.</summary>
    protected abstract IEnumerable<double[]> Refused();

    /// <summary>The smallest value for these targets.</summary>
    protected virtual double MinimumFor(double[] targets) => 0;

    /// <summary>How near to the minimum a perfect prediction comes.</summary>
    protected virtual double Tolerance => 1e-9;

    /// <summary>The value whose differences the gradient must match: another one where the loss counts a factor as constant.</summary>
    protected virtual Func<double[], double> ValueAround(double[] predictions, double[] targets) => at => Loss().Value(at, targets);

    [Fact]
    public void Gradient_IsTheSlopeOfTheValue()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (double[] predictions, double[] targets) = Random(new Random(seed));
            var gradient = new double[predictions.Length];
            double value = Loss().ValueAndGradient(predictions, targets, gradient);
            Assert.Equal(Loss().Value(predictions, targets), value);
            Func<double[], double> around = ValueAround(predictions, targets);
            for (int i = 0; i < predictions.Length; i++)
            {
                double step = 1e-6 * Math.Max(1, Math.Abs(predictions[i]));
                var up = (double[])predictions.Clone();
                var down = (double[])predictions.Clone();
                up[i] += step;
                down[i] -= step;
                double difference = (around(up) - around(down)) / (up[i] - down[i]);
                Assert.True(Math.Abs(difference - gradient[i]) <= 1e-5 * Math.Max(1, Math.Abs(difference)), $"seed {seed}, [{i}]: the slope is {difference}, the gradient says {gradient[i]}");
            }
        }
    }

    [Fact]
    public void Better_NeverHasTheLargerLoss()
    {
        int cases = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            foreach (LossCase c in Cases(new Random(seed)))
            {
                cases++;
                Assert.True(Loss().Value(c.Better, c.Target) <= Loss().Value(c.Worse, c.Target) + 1e-12, $"{Loss().Value(c.Better, c.Target)} > {Loss().Value(c.Worse, c.Target)}");
            }
        }

        Assert.True(cases > 10);
    }

    [Fact]
    public void Perfect_HasTheMinimum_AndNothingLiesBelow()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (double[] predictions, double[] targets) = Random(new Random(seed));
            double least = MinimumFor(targets);
            Assert.InRange(Loss().Value(Perfect(targets), targets), least - 1e-12, least + Tolerance);
            Assert.True(Loss().Value(predictions, targets) >= least - 1e-12);
            Assert.All(Loss().Each(predictions, targets), loss => Assert.True(loss >= Loss().Minimum));
        }
    }

    [Fact]
    public void Sum_IsTheSumOfEach()
    {
        (double[] predictions, double[] targets) = Random(new Random(3));
        double[] each = SumLoss().Each(predictions, targets);
        Assert.Equal(each.Sum(), SumLoss().Value(predictions, targets), 1e-9);
        var mean = new double[predictions.Length];
        var sum = new double[predictions.Length];
        double ratio = SumLoss().ValueAndGradient(predictions, targets, sum) / Loss().ValueAndGradient(predictions, targets, mean);
        for (int i = 0; i < sum.Length; i++)
            Assert.Equal(sum[i], ratio * mean[i], 1e-9 * Math.Max(1, Math.Abs(sum[i])));
    }

    [Fact]
    public void Nothing_IsNaNInTheMeanAndZeroInTheSum()
    {
        Assert.Equal(double.NaN, Loss().Value([], []));
        Assert.Equal(0, SumLoss().Value([], []));
    }

    [Fact]
    public void OutsideTheRange_IsRefusedByName()
    {
        (double[] predictions, double[] targets) = Random(new Random(1));
        Assert.NotEmpty(Refused());
        foreach (double[] refused in Refused())
        {
            var wrong = (double[])predictions.Clone();
            refused.CopyTo(wrong, 0);
            Assert.Equal("predictions", Assert.Throws<ArgumentOutOfRangeException>(() => Loss().Value(wrong, targets)).ParamName);
        }

        var broken = (double[])targets.Clone();
        broken[0] = double.NaN;
        Assert.Equal("targets", Assert.Throws<ArgumentOutOfRangeException>(() => Loss().Value(predictions, broken)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => Loss().Value(predictions, targets.AsSpan(1))).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => Loss().ValueAndGradient(predictions, targets, new double[1])).ParamName);
    }
}
