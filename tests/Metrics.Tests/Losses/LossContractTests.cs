using DeepRecipes.Contracts;

namespace DeepRecipes.Metrics.Tests.Losses;

/// <summary>Losses of logits against 0 and 1, number by number.</summary>
public abstract class LogitContract : LossContract
{
    protected override (double[] Predictions, double[] Targets) Random(Random random) =>
        ([.. Enumerable.Range(0, 12).Select(_ => (random.NextDouble() - 0.5) * 12)], [.. Enumerable.Range(0, 12).Select(i => (double)(i % 2))]);

    protected override IEnumerable<LossCase> Cases(Random random)
    {
        (double[] worse, double[] targets) = Random(random);
        yield return new([.. worse.Select((x, i) => x + (targets[i] == 1 ? random.NextDouble() : -random.NextDouble()))], worse, targets);
    }

    protected override double[] Perfect(double[] targets) => [.. targets.Select(t => t == 1 ? 100.0 : -100)];

    protected override IEnumerable<double[]> Refused() => [[double.NaN], [double.PositiveInfinity]];

    [Fact]
    public void UnscaledMask_IsRefused() => UnscaledMask.IsRefused(Loss(), Random(new Random(1)));
}

/// <summary>A mask of 0 and 255 where shares are expected.</summary>
internal static class UnscaledMask
{
    public static void IsRefused(Loss loss, (double[] Predictions, double[] Targets) numbers)
    {
        double[] unscaled = [.. numbers.Targets.Select(t => 255 * t)];
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Value(numbers.Predictions, unscaled));
        Assert.Equal("targets", error.ParamName);
        Assert.Contains("255", error.Message, StringComparison.Ordinal);
    }
}

public class BinaryCrossEntropyLossTests : LogitContract
{
    protected override Loss Loss() => new BinaryCrossEntropyLoss(3);

    protected override Loss SumLoss() => new BinaryCrossEntropyLoss(3) { Reduction = Reduction.Sum };

    [Fact]
    public void LargeLogits_DoNotOverflow() => Assert.Equal(1000, new BinaryCrossEntropyLoss().Value([-1000], [1]));

    [Fact]
    public void EqualsCrossEntropyOfTwoClasses() =>
        Assert.Equal(new CrossEntropyLoss(2).Value([0, 1.7], [0, 1]), new BinaryCrossEntropyLoss().Value([1.7], [1]), 1e-15);
}

public class FocalLossTests : LogitContract
{
    protected override Loss Loss() => new FocalLoss();

    protected override Loss SumLoss() => new FocalLoss { Reduction = Reduction.Sum };

    [Fact]
    public void GammaZero_IsCrossEntropy()
    {
        (double[] predictions, double[] targets) = Random(new Random(5));
        Assert.Equal(new BinaryCrossEntropyLoss().Value(predictions, targets), new FocalLoss(0, null).Value(predictions, targets), 1e-14);
    }
}

public class CrossEntropyLossTests : LossContract
{
    protected override Loss Loss() => new CrossEntropyLoss(3, 1, 2, 0.5);

    protected override Loss SumLoss() => new CrossEntropyLoss(3, 1, 2, 0.5) { Reduction = Reduction.Sum };

    protected override (double[] Predictions, double[] Targets) Random(Random random)
    {
        var targets = new double[12];
        for (int row = 0; row < 4; row++)
            targets[(3 * row) + random.Next(3)] = 1;
        return ([.. Enumerable.Range(0, 12).Select(_ => (random.NextDouble() - 0.5) * 8)], targets);
    }

    protected override IEnumerable<LossCase> Cases(Random random)
    {
        (double[] worse, double[] targets) = Random(random);
        yield return new([.. worse.Select((x, i) => x + (targets[i] * random.NextDouble()))], worse, targets);
    }

    protected override double[] Perfect(double[] targets) => [.. targets.Select(t => 100 * t)];

    protected override IEnumerable<double[]> Refused() => [[double.NaN]];

    [Fact]
    public void UnitWeights_ArePlain_AndShiftsChangeNothing()
    {
        (double[] predictions, double[] targets) = Random(new Random(5));
        double plain = new CrossEntropyLoss(3).Value(predictions, targets);
        Assert.Equal(plain, new CrossEntropyLoss(3, 1, 1, 1).Value(predictions, targets));
        Assert.Equal(plain, new CrossEntropyLoss(3).Value([.. predictions.Select(x => x + 700)], targets), 1e-10);
        Assert.Equal(Math.Log(3), new CrossEntropyLoss(3).Value([1, 1, 1], [0, 1, 0]), 1e-15);
    }
}

/// <summary>Losses of probabilities against masks.</summary>
public abstract class RegionContract : LossContract
{
    protected override (double[] Predictions, double[] Targets) Random(Random random) =>
        ([.. Enumerable.Range(0, 16).Select(_ => 0.05 + (0.9 * random.NextDouble()))], [.. Enumerable.Range(0, 16).Select(i => (double)(random.Next(2) | (i % 8 == 0 ? 1 : 0)))]);

    protected override IEnumerable<LossCase> Cases(Random random)
    {
        (double[] worse, double[] targets) = Random(random);
        yield return new([.. worse.Select((p, i) => p + (random.NextDouble() * (targets[i] - p)))], worse, targets);
        yield return new(targets, [.. targets.Select(t => 1 - t)], targets);
    }

    protected override double[] Perfect(double[] targets) => targets;

    protected override IEnumerable<double[]> Refused() => [[1.001], [-0.001], [double.NaN], [255]];
}

public class DiceLossTests : RegionContract
{
    [Fact]
    public void UnscaledMask_IsRefused() => UnscaledMask.IsRefused(Loss(), Random(new Random(1)));

    protected override Loss Loss() => new DiceLoss { Pixels = 8 };

    protected override Loss SumLoss() => new DiceLoss { Pixels = 8, Reduction = Reduction.Sum };

    [Fact]
    public void NothingThere_NothingPredicted_IsPerfect() => Assert.Equal(0, new DiceLoss().Value([0, 0], [0, 0]));

    [Fact]
    public void Known_IsOneLessTheRatio() => Assert.Equal(1 - ((2 * 0.8) + 1) / (0.8 + 0.4 + 1 + 1), new DiceLoss().Value([0.8, 0.4], [1, 0]), 1e-15);
}

public class TverskyLossTests : RegionContract
{
    [Fact]
    public void UnscaledMask_IsRefused() => UnscaledMask.IsRefused(Loss(), Random(new Random(1)));

    protected override Loss Loss() => new TverskyLoss { Pixels = 8 };

    protected override Loss SumLoss() => new TverskyLoss { Pixels = 8, Reduction = Reduction.Sum };

    [Fact]
    public void Half_IsDice()
    {
        (double[] predictions, double[] targets) = Random(new Random(5));
        Assert.Equal(new DiceLoss().Value(predictions, targets), new TverskyLoss(0.5, 0.5).Value(predictions, targets), 1e-14);
    }

    [Fact]
    public void Beta_WeighsMisses()
    {
        double[] missing = [0, 1, 0, 0];
        double[] alarming = [1, 1, 1, 0];
        double[] truth = [1, 1, 0, 0];
        Assert.True(new TverskyLoss(0.1, 0.9).Value(missing, truth) > new TverskyLoss(0.1, 0.9).Value(alarming, truth));
    }
}

public class ExponentialLogarithmicLossTests : RegionContract
{
    [Fact]
    public void UnscaledMask_IsRefused() => UnscaledMask.IsRefused(Loss(), Random(new Random(1)));

    protected override Loss Loss() => new ExponentialLogarithmicLoss { Pixels = 8 };

    protected override Loss SumLoss() => new ExponentialLogarithmicLoss { Pixels = 8, Reduction = Reduction.Sum };

    [Fact]
    public void ExponentsOfOne_AreItsTwoParts()
    {
        (double[] predictions, double[] targets) = Random(new Random(5));
        double dice = 1 - new DiceLoss().Value(predictions, targets);
        Assert.Equal(-Math.Log(dice), new ExponentialLogarithmicLoss(1, 0, 1, 1).Value(predictions, targets), 1e-14);
        double[] logits = [.. predictions.Select(p => Math.Log(p / (1 - p)))];
        Assert.Equal(new BinaryCrossEntropyLoss().Value(logits, targets), new ExponentialLogarithmicLoss(0, 1, 1, 1).Value(predictions, targets), 1e-12);
    }

    [Fact]
    public void ZeroForWhatIsThere_StaysFinite() => Assert.True(double.IsFinite(new ExponentialLogarithmicLoss().Value([0, 1], [1, 0])));
}

public class BoundaryLossTests : RegionContract
{
    protected override Loss Loss() => new BoundaryLoss { Pixels = 16 };

    protected override Loss SumLoss() => new BoundaryLoss { Pixels = 16, Reduction = Reduction.Sum };

    protected override (double[] Predictions, double[] Targets) Random(Random random)
    {
        double[] predictions = base.Random(random).Predictions;
        byte[] mask = [.. Enumerable.Range(0, 16).Select(i => (byte)(random.Next(2) | (i == 5 ? 1 : 0)))];
        mask[15] = 0;
        return (predictions, SignedDistanceMap.From(mask, 4, 4));
    }

    protected override IEnumerable<LossCase> Cases(Random random)
    {
        (double[] worse, double[] distances) = Random(random);
        yield return new([.. worse.Select((p, i) => p + (random.NextDouble() * ((distances[i] < 0 ? 1 : 0) - p)))], worse, distances);
    }

    protected override double[] Perfect(double[] targets) => [.. targets.Select(d => d < 0 ? 1.0 : 0)];

    protected override double MinimumFor(double[] targets) => BoundaryLoss.LeastFor(targets);
}

public class SmoothL1LossTests : LossContract
{
    protected override Loss Loss() => new SmoothL1Loss(0.7);

    protected override Loss SumLoss() => new SmoothL1Loss(0.7) { Reduction = Reduction.Sum };

    protected override (double[] Predictions, double[] Targets) Random(Random random) =>
        ([.. Enumerable.Range(0, 9).Select(_ => random.NextDouble() * 4)], [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble() * 4)]);

    protected override IEnumerable<LossCase> Cases(Random random)
    {
        (double[] worse, double[] targets) = Random(random);
        yield return new([.. worse.Select((x, i) => x + (random.NextDouble() * (targets[i] - x)))], worse, targets);
    }

    protected override double[] Perfect(double[] targets) => targets;

    protected override IEnumerable<double[]> Refused() => [[double.NaN]];

    [Fact]
    public void Known_Values()
    {
        Assert.Equal(0.125, new SmoothL1Loss().Value([0.5], [0]));
        Assert.Equal(1.5, new SmoothL1Loss().Value([2], [0]));
        Assert.Equal(2, new SmoothL1Loss(0).Value([2], [0]));
    }
}
