using DeepRecipes.Contracts;

namespace DeepRecipes.Metrics.Tests.Keypoints;

public class KeypointAccumulatorContractTests : AccumulatorContract<KeypointAccumulator, KeypointResult, (long Id, float[] Predictions, float[] Truths, double Length)>
{
    private static readonly KeypointOptions Options = new() { Joints = ["left eye", "right eye", "nose"], Sigmas = [0.05, 0.05, 0.1] };

    protected override KeypointAccumulator Create() => new(Options);

    protected override IEnumerable<KeypointAccumulator> WrongPartners() =>
        [new(Options with { Joints = ["a", "b", "c"] }), new(Options with { Sigmas = [] }), new(Options with { PckThresholds = [0.3] })];

    protected override IReadOnlyList<(long Id, float[] Predictions, float[] Truths, double Length)> Items()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 30).Select(i => ((long)i, Points(random), Points(random), 1 + (random.NextDouble() * Math.Pow(10, i % 5))))];
    }

    protected override void Update(KeypointAccumulator accumulator, (long Id, float[] Predictions, float[] Truths, double Length) item) =>
        accumulator.Update(item.Id, item.Predictions, item.Truths, item.Length);

    protected override IEnumerable<double> Numbers(KeypointResult result) => [result.Nme, result.Oks, .. result.Pck, .. result.PerJoint.Select(joint => joint.MeanError)];

    private static float[] Points(Random random) => [.. Enumerable.Range(0, 9).Select(i => i % 3 == 2 ? random.Next(3) : random.NextSingle() * 30)];
}

public class KeypointAccumulatorTests
{
    [Fact]
    public void Known_Numbers()
    {
        var accumulator = new KeypointAccumulator(new() { Joints = ["a", "b", "c"], Sigmas = [0.1, 0.1, 0.1], PckThresholds = [0.1, 0.5] });
        // Errors 0 and 5 of 10 pixels; the third joint is not labelled.
        accumulator.Update(1, [1, 1, 1, 3, 4, 1, 90, 90, 1], [1, 1, 2, 0, 0, 1, 0, 0, 0], 10);
        // No joint is labelled: the object counts nowhere but in the number of objects.
        accumulator.Update(2, new float[9], new float[9], 10);
        KeypointResult result = accumulator.Compute();
        Assert.Equal(0.25, result.Nme);
        Assert.Equal(new[] { 0.5, 1.0 }, result.Pck.ToArray());
        Assert.Equal((1L, 0.5, 0.0), (result.PerJoint[1].Labelled, result.PerJoint[1].MeanError, result.PerJoint[1].Pck[0]));
        Assert.Equal(double.NaN, result.PerJoint[2].MeanError);
        Assert.Equal((1 + Math.Exp(-25 / (2 * 100 * 0.04))) / 2, result.Oks, 1e-12);
        Assert.Equal(2, result.Objects);
        Assert.Contains("PCK@0.1", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Oks_IsOneForTheSame_AndNaNWithoutLabels()
    {
        double[] points = [1, 2, 2, 3, 4, 1];
        Assert.Equal(1, ObjectKeypointSimilarity.Value(points, points, 100, [0.1, 0.2]));
        Assert.Equal(double.NaN, ObjectKeypointSimilarity.Value(points, [0, 0, 0, 0, 0, 0], 100, [0.1, 0.2]));
        Assert.Equal("sigmas", Assert.Throws<ArgumentOutOfRangeException>(() => ObjectKeypointSimilarity.Value(points, points, 100, [0.1, 0])).ParamName);
        Assert.Equal("truth", Assert.Throws<ArgumentException>(() => ObjectKeypointSimilarity.Value(points, points.AsSpan(3), 100, [0.1, 0.2])).ParamName);
    }

    [Fact]
    public void Wrong_IsRefusedByName()
    {
        var accumulator = new KeypointAccumulator(new() { Joints = ["a"] });
        Assert.Equal("predictions", Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Update(1, [float.NaN, 0, 1], [0, 0, 1], 1)).ParamName);
        Assert.Equal("referenceLength", Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Update(1, [0, 0, 1], [0, 0, 1], 0)).ParamName);
        Assert.Equal("Joints", Assert.Throws<ArgumentException>(() => new KeypointAccumulator(new() { Joints = ["a", "a"] })).ParamName);
    }
}
