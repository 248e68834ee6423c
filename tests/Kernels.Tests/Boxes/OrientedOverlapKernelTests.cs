using FsCheck;
using FsCheck.Fluent;

namespace DeepRecipes.Kernels.Tests.Boxes;

/// <summary>What holds for every overlap measure of oriented boxes.</summary>
public class OrientedOverlapKernelTests
{
    public delegate void Overlap(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination);

    private static readonly Dictionary<string, (Func<OrientedBox, OrientedBox, double> Value, Overlap Paired, Overlap Pairwise)> Kernels = new(StringComparer.Ordinal)
    {
        ["IoU"] = (OrientedIoUKernel.Value, OrientedIoUKernel.Paired, OrientedIoUKernel.Pairwise),
        ["GIoU"] = (OrientedGeneralizedIoUKernel.Value, OrientedGeneralizedIoUKernel.Paired, OrientedGeneralizedIoUKernel.Pairwise),
        ["DIoU"] = (OrientedDistanceIoUKernel.Value, OrientedDistanceIoUKernel.Paired, OrientedDistanceIoUKernel.Pairwise),
        ["CIoU"] = (OrientedCompleteIoUKernel.Value, OrientedCompleteIoUKernel.Paired, OrientedCompleteIoUKernel.Pairwise),
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void PairedAndPairwise_AreTheValuesOfThePairs(string name)
    {
        var random = new Random(3);
        OrientedBox[] first = [.. Enumerable.Range(0, 7).Select(_ => Any(random))];
        OrientedBox[] second = [.. Enumerable.Range(0, 7).Select(_ => Any(random))];
        var paired = new double[7];
        var pairwise = new double[7 * 5];
        Kernels[name].Paired(first, second, paired);
        Kernels[name].Pairwise(first, second.AsSpan(0, 5), pairwise);
        Assert.Equal(first.Zip(second, Kernels[name].Value), paired);
        Assert.Equal(first.SelectMany(a => second.Take(5).Select(b => Kernels[name].Value(a, b))), pairwise);
        Assert.Equal("boxes2", Assert.Throws<ArgumentException>(() => Kernels[name].Paired(first, second.AsSpan(1), paired)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Kernels[name].Paired(first, second, new double[6])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Kernels[name].Pairwise(first, second, new double[48])).ParamName);
        Assert.Equal("boxes1", Assert.Throws<ArgumentOutOfRangeException>(() => Kernels[name].Paired([new(0, 0, 1, double.NaN, 0)], [new(0, 0, 1, 1, 0)], paired)).ParamName);
        Assert.Equal("second", Assert.Throws<ArgumentOutOfRangeException>(() => Kernels[name].Value(new(0, 0, 1, 1, 0), new(0, 0, -1, 1, 0))).ParamName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TurnedMovedAndScaledTogether_NothingChanges(string name) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            OrientedBox a = Any(random);
            OrientedBox b = Any(random);
            double value = Kernels[name].Value(a, b);
            (double turn, double scale, double shift) = (random.NextDouble() * 6, 0.5 + random.NextDouble(), random.NextDouble() * 100);
            Assert.Equal(value, Kernels[name].Value(Moved(a, turn, scale, shift), Moved(b, turn, scale, shift)), 1e-6);
            Assert.Equal(value, Kernels[name].Value(b, a), 1e-9);
            Assert.Equal(1, Kernels[name].Value(a, a), 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_GeneralizedAndDistanceNeverAboveIoU_CompleteNeverAboveDistance() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            OrientedBox a = Any(random);
            OrientedBox b = Any(random);
            double iou = OrientedIoUKernel.Value(a, b);
            Assert.InRange(OrientedGeneralizedIoUKernel.Value(a, b), -1, iou + 1e-12);
            double distance = OrientedDistanceIoUKernel.Value(a, b);
            Assert.InRange(distance, -1, iou);
            Assert.True(OrientedCompleteIoUKernel.Value(a, b) <= distance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SideBySide_IsReckonedByHand()
    {
        // Two squares of side 2, two apart, both turned: around them a rectangle of 6 x 2, a third of which neither covers.
        const double Angle = 0.6;
        OrientedBox a = new(10, 10, 2, 2, Angle);
        OrientedBox b = new(10 + (4 * Math.Cos(Angle)), 10 + (4 * Math.Sin(Angle)), 2, 2, Angle);
        Assert.Equal(-4.0 / 12, OrientedGeneralizedIoUKernel.Value(a, b), 1e-9);
        Assert.Equal(-16.0 / 40, OrientedDistanceIoUKernel.Value(a, b), 1e-8);
        Assert.Equal(-16.0 / 40, OrientedCompleteIoUKernel.Value(a, b), 1e-8);
        // On the diagonal the hull is a hexagon: 3 x 3 less two triangles of 2, for unit squares two apart each way.
        Assert.Equal(-(5.0 - 2) / 5, OrientedGeneralizedIoUKernel.Value(new(0.5, 0.5, 1, 1, 0), new(2.5, 2.5, 1, 1, 0)), 1e-12);
    }

    [Fact]
    public void Aspect_IsThatOfTheBoxesOwnSides()
    {
        OrientedBox wide = new(0, 0, 8, 2, 0.3);
        OrientedBox square = new(0, 0, 4, 4, 0.3);
        double iou = OrientedIoUKernel.Value(wide, square);
        double aspect = 4 / Math.Pow(Math.PI, 2) * Math.Pow(Math.Atan(4) - Math.Atan(1), 2);
        Assert.Equal(iou - (aspect * aspect / (1 - iou + aspect)), OrientedCompleteIoUKernel.Value(wide, square), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Degenerate_IsAsDocumented(string name)
    {
        Assert.Equal(double.NaN, Kernels[name].Value(new(0, 0, 0, 3, 0), new(0, 0, 4, 0, 1)));
        // A line against a box: no overlap, and a number all the same.
        double line = Kernels[name].Value(new(0, 0, 0, 3, 0), new(0, 0, 4, 4, 0));
        Assert.InRange(line, -1, 0);
        if (name is "IoU" or "DIoU")
            Assert.Equal(0, line);
        Assert.Equal(name == "CIoU" ? double.NaN : 0, Kernels[name].Value(new(0, 0, 0, 0, 0), new(0, 0, 4, 4, 0)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AllocatesNothing(string name)
    {
        var random = new Random(1);
        OrientedBox[] boxes = [.. Enumerable.Range(0, 20).Select(_ => Any(random))];
        var values = new double[400];
        Kernels[name].Pairwise(boxes, boxes, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Kernels[name].Pairwise(boxes, boxes, values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static OrientedBox Any(Random random) =>
        new(random.NextDouble() * 10, random.NextDouble() * 10, 1 + (random.NextDouble() * 9), 1 + (random.NextDouble() * 9), random.NextDouble() * 6);

    private static OrientedBox Moved(OrientedBox box, double angle, double scale, double shift) => new(
        (scale * ((box.CenterX * Math.Cos(angle)) - (box.CenterY * Math.Sin(angle)))) + shift,
        (scale * ((box.CenterX * Math.Sin(angle)) + (box.CenterY * Math.Cos(angle)))) - shift,
        scale * box.Width, scale * box.Height, box.Angle + angle);
}
