namespace DeepRecipes.Metrics.Tests.Classification;

public class BinaryClassificationTests
{
    private static readonly bool[] Labels = [false, false, true, true];
    private static readonly double[] Scores = [0.1, 0.4, 0.35, 0.8];

    [Fact]
    public void NothingIn_IsNaN()
    {
        BinaryClassificationResult result = new BinaryClassificationAccumulator().Compute();
        Assert.True(double.IsNaN(result.Accuracy) && double.IsNaN(result.F1) && double.IsNaN(result.LogLoss) && double.IsNaN(result.Roc.Area));
        Assert.True(double.IsNaN(result.PrecisionRecall.AveragePrecision) && double.IsNaN(result.Calibration!.ExpectedError) && double.IsNaN(result.Confusion.Mcc));
        Assert.Contains("NaN", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.01, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.5, -1)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void OutsideTheRange_IsRefusedByName(double score, double weight)
    {
        var accumulator = new BinaryClassificationAccumulator();
        Assert.Equal(score is 0.5 ? "weights" : "scores", Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Update(true, score, weight)).ParamName);
        Assert.Equal(0, accumulator.Count);
    }

    [Fact]
    public void BestThreshold_ServesEachAim()
    {
        RocCurve roc = RocCurve.From(Labels, Scores);
        Assert.Equal(0.8, roc.BestThreshold(ThresholdAim.PrecisionAtLeast(1))!.Threshold);
        Assert.Equal(0.35, roc.BestThreshold(ThresholdAim.RecallAtLeast(1))!.Threshold);
        Assert.Equal(0.35, roc.BestThreshold(ThresholdAim.FBeta(1))!.Threshold);
        Assert.Equal(0.8, roc.BestThreshold(ThresholdAim.FBeta(0.2))!.Threshold);
        Assert.Equal(0.8, roc.BestThreshold(ThresholdAim.Youden)!.Threshold);
        Assert.Equal(0.8, roc.BestThreshold(ThresholdAim.FalsePositiveRateAtMost(0.4))!.Threshold);
        Assert.Equal(0.35, roc.BestThreshold(ThresholdAim.LowestCost(1, 10))!.Threshold);
        Assert.Equal(double.PositiveInfinity, roc.BestThreshold(ThresholdAim.LowestCost(10, 0))!.Threshold);
        Assert.Equal(3, roc.BestThreshold(ThresholdAim.Accuracy) is { } best ? best.TruePositives + best.TrueNegatives : double.NaN);
        Assert.Null(RocCurve.From([false], [0.5]).BestThreshold(ThresholdAim.PrecisionAtLeast(0.5)));
    }

    [Fact]
    public void Calibration_IsTheMeanGap()
    {
        // Two bins: (0, 0.5] holds 0.2 and 0.4, one of them true; (0.5, 1] holds 0.9, true.
        Calibration calibration = Calibration.From([false, true, true], [0.2, 0.4, 0.9], bins: 2);
        Assert.Equal((2.0 / 3 * 0.2) + (1.0 / 3 * 0.1), calibration.ExpectedError, 1e-15);
        Assert.Equal(0.2, calibration.MaximumError, 1e-15);
        Assert.Equal(2, calibration.Bins[0].Weight);
        Assert.Equal("confidences", Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.From([true], [1.5])).ParamName);
    }

    [Fact]
    public void Bootstrap_DependsOnDataAndSeedOnly()
    {
        var random = new Random(4);
        (bool, double)[] rows = [.. Enumerable.Range(0, 200).Select(_ => (random.Next(2) == 0, random.NextDouble()))];
        BootstrapInterval Interval(IEnumerable<(bool, double)> data, long seed)
        {
            var accumulator = new BinaryClassificationAccumulator();
            foreach ((bool label, double score) in data)
                accumulator.Update(label, label ? Math.Sqrt(score) : score);
            return accumulator.Bootstrap(r => r.Roc.Area, new() { Replicates = 200, Seed = seed });
        }

        BootstrapInterval interval = Interval(rows, 1);
        Assert.Equal(interval, Interval(rows.Reverse(), 1));
        Assert.NotEqual(interval.Low, Interval(rows, 2).Low);
        Assert.InRange(interval.Value, interval.Low, interval.High);
        // The standard error of an area of about 0.67 from 100 against 100 is about 0.04 (Hanley and McNeil 1982).
        Assert.InRange(interval.High - interval.Low, 0.1, 0.2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryClassificationAccumulator().Bootstrap(r => r.F1, new() { Level = 1 }));
    }

    [Fact]
    public void Bootstrap_OfTheMainNumbers_IsThatOfEachAlone()
    {
        var binary = new BinaryClassificationAccumulator(ScoreKind.Raw);
        var several = new MulticlassClassificationAccumulator(["a", "b", "c"]);
        var random = new Random(2);
        for (int i = 0; i < 50; i++)
        {
            binary.Update(random.Next(2) == 0, random.NextDouble() - 0.5, 1 + random.Next(3));
            double first = random.NextDouble();
            several.Update(random.Next(3), [first, 1 - first, 0]);
        }

        var options = new BootstrapOptions { Replicates = 40, Level = 0.8, Seed = 3 };
        IReadOnlyDictionary<string, BootstrapInterval> two = binary.Bootstrap(options);
        Assert.Equal(binary.Bootstrap(r => r.Roc.Area, options), two["ROCAUC"]);
        Assert.Equal(binary.Bootstrap(r => r.F1, options), two["F1"]);
        // Raw scores have no log loss: there is nothing to have an interval.
        Assert.Equal((double.NaN, double.NaN, 40), (two["logLoss"].Value, two["logLoss"].Low, two["logLoss"].UndefinedReplicates));
        IReadOnlyDictionary<string, BootstrapInterval> three = several.Bootstrap(options);
        Assert.Equal(several.Bootstrap(r => r.Accuracy, options), three["accuracy"]);
        Assert.Equal(several.Bootstrap(r => r.AveragePrecisionMacro, options), three["APMacro"]);
    }

    [Fact]
    public void ManyScores_AreSortedRight()
    {
        // Above the size where digits are sorted; the oracle counts pairs one by one.
        var random = new Random(9);
        bool[] labels = [.. Enumerable.Range(0, 9000).Select(_ => random.Next(2) == 0)];
        double[] scores = [.. labels.Select(label => Math.Round(((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 3))) + (label ? 0.1 : 0), 3))];
        long doubled = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; labels[i] && j < scores.Length; j++)
                doubled += labels[j] ? 0 : scores[i] > scores[j] ? 2 : scores[i] == scores[j] ? 1 : 0;
        }

        double expected = doubled / (2.0 * labels.Count(l => l) * labels.Count(l => !l));
        Assert.Equal(expected, RocCurve.AreaOf(labels, scores));
        Assert.Equal(expected, RocCurve.From(labels, scores).Area, 1e-14);
        Assert.Equal(expected, RocCurve.From(labels, scores, [.. Enumerable.Repeat(3.0, scores.Length)]).Area, 1e-12);
    }
}
