using DeepRecipes.Contracts;

namespace DeepRecipes.Metrics.Tests.Segmentation;

public class SegmentationAccumulatorContractTests : AccumulatorContract<SegmentationAccumulator, SegmentationResult, (long Image, byte[] Predictions, byte[] Truths)>
{
    private const int Width = 9;
    private const int Height = 7;

    protected override SegmentationAccumulator Create() => new(["sky", "road", "car"]);

    protected override IEnumerable<SegmentationAccumulator> WrongPartners() => [new(["sky", "road"]), new(["sky", "road", "car"], null), new(["sky", "road", "car"], boundaryTolerance: 3)];

    protected override IReadOnlyList<(long Image, byte[] Predictions, byte[] Truths)> Items()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 15).Select(i => ((long)(i * 3), Labels(random, 0), Labels(random, i % 4)))];
    }

    protected override void Update(SegmentationAccumulator accumulator, (long Image, byte[] Predictions, byte[] Truths) item) =>
        accumulator.Update(item.Image, item.Predictions, item.Truths, Width, Height);

    protected override IEnumerable<double> Numbers(SegmentationResult result) =>
        [result.PixelAccuracy, result.MeanIoU, result.MeanDice, result.MeanBoundaryF, result.MeanHausdorff95, .. result.HausdorffPerClass];

    private static byte[] Labels(Random random, int ignored) => [.. Enumerable.Range(0, Width * Height).Select(_ => random.Next(6) < ignored ? (byte)255 : (byte)random.Next(3))];
}

public class SegmentationAccumulatorTests
{
    [Fact]
    public void Counts_LeaveIgnoredPixelsOut()
    {
        var accumulator = new SegmentationAccumulator(["a", "b", "never"]);
        accumulator.Update(1, [0, 0, 1, 1, 0, 9], [0, 1, 1, 1, 0, 255], 3, 2);
        SegmentationResult result = accumulator.Compute();
        Assert.Equal(0.8, result.PixelAccuracy);
        Assert.Equal(2.0 / 3, result.IoU(0));
        Assert.Equal(2.0 / 3, result.IoU(1));
        Assert.Equal(0.8, result.Dice(1));
        Assert.Equal(double.NaN, result.IoU(2));
        Assert.Equal(2.0 / 3, result.MeanIoU, 1e-15);
        Assert.Equal(1, result.IgnoredPixels);
        Assert.Contains("never", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WrongLabels_AreRefusedByName()
    {
        var accumulator = new SegmentationAccumulator(["a", "b"]);
        Assert.Equal("truths", Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Update(1, [0], [2], 1, 1)).ParamName);
        Assert.Equal("predictions", Assert.Throws<ArgumentOutOfRangeException>(() => accumulator.Update(1, [2], [1], 1, 1)).ParamName);
        Assert.Equal("ignoreLabel", Assert.Throws<ArgumentException>(() => new SegmentationAccumulator(["a", "b"], 1)).ParamName);
        accumulator.Update(1, [0], [1], 1, 1);
    }

    [Fact]
    public void Boundary_OfShiftedSquares_IsTheShift()
    {
        byte[] truth = Square(4, 4);
        BoundaryDistances distances = BoundaryDistances.Between(Square(4, 7), truth, 20, 20);
        Assert.Equal(3, distances.Hausdorff());
        Assert.True(distances.Hausdorff(0.95) <= 3);
        Assert.Equal(1, distances.FScore(3));
        Assert.Equal(1, BoundaryDistances.Between(truth, truth, 20, 20).FScore(0));
        Assert.Equal(0, BoundaryDistances.Between(truth, truth, 20, 20).Hausdorff());
        Assert.Equal(0, BoundaryDistances.Between(new byte[400], truth, 20, 20).FScore(5));
        Assert.Equal(double.NaN, BoundaryDistances.Between(new byte[400], truth, 20, 20).Hausdorff());
        Assert.Equal(double.NaN, BoundaryDistances.Between(new byte[400], new byte[400], 20, 20).FScore(5));

        // 5 x 5 squares have 16 boundary pixels; of those shifted by 3, within 1 pixel of the other boundary lie the ones counted by hand below.
        double share = distances.FScore(0);
        Assert.Equal(4 / 16.0, share);
    }

    private static byte[] Square(int top, int left)
    {
        var mask = new byte[400];
        for (int y = top; y < top + 5; y++)
            mask.AsSpan((y * 20) + left, 5).Fill(1);
        return mask;
    }
}
