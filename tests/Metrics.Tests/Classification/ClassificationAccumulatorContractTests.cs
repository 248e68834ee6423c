using DeepRecipes.Contracts;

namespace DeepRecipes.Metrics.Tests.Classification;

public class BinaryClassificationAccumulatorContractTests : AccumulatorContract<BinaryClassificationAccumulator, BinaryClassificationResult, (bool Label, double Score, double Weight)>
{
    protected override bool ItemsHaveIds => false;

    protected override BinaryClassificationAccumulator Create() => new();

    protected override IEnumerable<BinaryClassificationAccumulator> WrongPartners() => [new(threshold: 0.4), new(ScoreKind.Raw, 0.5)];

    protected override IReadOnlyList<(bool Label, double Score, double Weight)> Items()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 60).Select(i => (random.Next(3) == 0, Math.Round(random.NextDouble(), 1 + (i % 2)), i % 4 == 0 ? 1 : random.NextDouble() * Math.Pow(10, i % 5)))];
    }

    protected override void Update(BinaryClassificationAccumulator accumulator, (bool Label, double Score, double Weight) item) =>
        accumulator.Update(item.Label, item.Score, item.Weight);

    protected override IEnumerable<double> Numbers(BinaryClassificationResult result) =>
    [
        result.Accuracy, result.Precision, result.Recall, result.Confusion.Mcc, result.Confusion.Kappa(), result.LogLoss, result.Brier, result.Calibration!.ExpectedError,
        result.Roc.Area, result.PrecisionRecall.AveragePrecision, .. result.Roc.FalsePositiveRates, .. result.PrecisionRecall.Precisions.SkipLast(1),
    ];
}

public class MulticlassClassificationAccumulatorContractTests : AccumulatorContract<MulticlassClassificationAccumulator, MulticlassClassificationResult, (int Label, double[] Probabilities, double Weight)>
{
    protected override bool ItemsHaveIds => false;

    protected override MulticlassClassificationAccumulator Create() => new(["a", "b", "c"]);

    protected override IEnumerable<MulticlassClassificationAccumulator> WrongPartners() => [new(["a", "b"]), new(["a", "c", "b"])];

    protected override IReadOnlyList<(int Label, double[] Probabilities, double Weight)> Items()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 50).Select(i => (random.Next(3), Probabilities(random), i % 3 == 0 ? 1 : random.NextDouble() * Math.Pow(10, i % 5)))];
    }

    protected override void Update(MulticlassClassificationAccumulator accumulator, (int Label, double[] Probabilities, double Weight) item) =>
        accumulator.Update(item.Label, item.Probabilities, item.Weight);

    protected override IEnumerable<double> Numbers(MulticlassClassificationResult result) =>
    [
        result.Accuracy, result.LogLoss, result.RocAucOneVersusRestMacro, result.RocAucOneVersusOneMacro, result.RocAucOneVersusOneWeighted, result.AveragePrecisionMicro,
        result.AveragePrecisionWeighted, result.Calibration.ExpectedError, result.TopAccuracies[1],
    ];

    private static double[] Probabilities(Random random)
    {
        double a = Math.Round(random.NextDouble() * 0.5, 1);
        double b = Math.Round(random.NextDouble() * 0.5, 1);
        return [a, b, 1 - a - b];
    }
}

public class PartTests
{
    [Fact]
    public void PartsGivenTwice_AreRefused()
    {
        var first = new BinaryClassificationAccumulator();
        first.AddPart(7);
        first.Update(true, 0.4);
        BinaryClassificationAccumulator second = BinaryClassificationAccumulator.Deserialize(first.Serialize());
        Assert.Equal(7, Assert.Throws<DuplicateSampleException>(() => first.Merge(second)).Sample);
        Assert.Equal(1, first.Count);
    }
}
