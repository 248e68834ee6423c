using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.Embedded.Tests;

public sealed class BinFinderTests
{
    [Fact]
    public void FewDistinctValuesGetABinEachWithBoundsHalfway()
    {
        Assert.Equal([-1f, 0.5f, 2f, float.PositiveInfinity], BinFinder.FindUpperBounds([3f, 1f, -2f, 0f, 1f, 0f, -2f], 255));
    }

    [Fact]
    public void AConstantIsOneBin()
    {
        Assert.Equal([float.PositiveInfinity], BinFinder.FindUpperBounds([7f, 7f, 7f], 255));
        Assert.Equal([float.PositiveInfinity], BinFinder.FindUpperBounds([0f, -0f], 255));
        Assert.Equal([float.PositiveInfinity], BinFinder.FindUpperBounds([], 255));
    }

    [Fact]
    public void NeighbouringFloatsAreStillTold()
    {
        var low = 1f;
        var high = MathF.BitIncrement(low);
        var bounds = BinFinder.FindUpperBounds([low, high], 255);
        Assert.Equal(2, bounds.Length);
        Assert.True(low <= bounds[0] && bounds[0] < high);
    }

    [Fact]
    public void ManyValuesAreSharedEvenly()
    {
        var values = Enumerable.Range(0, 1000).Select(i => (float)i).ToArray();
        var bounds = BinFinder.FindUpperBounds(values.ToArray(), 10);
        Assert.Equal(10, bounds.Length);
        var counts = values.GroupBy(v => Array.FindIndex(bounds, b => v <= b)).Select(g => g.Count()).ToArray();
        Assert.All(counts, c => Assert.InRange(c, 99, 101));
    }

    [Fact]
    public void AFrequentValueGetsABinOfItsOwn()
    {
        float[] values = [.. Enumerable.Repeat(0f, 900), .. Enumerable.Range(1, 100).Select(i => (float)i)];
        var bounds = BinFinder.FindUpperBounds(values, 5);
        Assert.Equal(5, bounds.Length);
        Assert.Equal(0.5f, bounds[0]);
    }

    [Fact]
    public void BoundsAreAscendingAndNoMoreThanAllowedAndPartDifferentValuesOnly()
    {
        var cases = ArbMap.Default.ArbFor<short[]>().Generator.SelectMany(v => Gen.Choose(2, 20).Select(bins => (Values: v, Bins: bins)));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var values = c.Values.Select(v => v % 50 / 4f).ToArray();
            var bounds = BinFinder.FindUpperBounds(values.ToArray(), c.Bins);
            var distinct = values.Distinct().Count();
            return bounds.Length <= c.Bins
                && bounds[^1] == float.PositiveInfinity
                && bounds.Zip(bounds.Skip(1)).All(p => p.First < p.Second)
                && bounds.Length == (distinct <= c.Bins ? Math.Max(1, distinct) : c.Bins);
        }).QuickCheckThrowOnFailure();
    }
}
