using FsCheck;
using FsCheck.Fluent;

namespace DeepRecipes.Augmentation.Tests;

public sealed class DrawsTests
{
    [Fact]
    public void EveryPartOfTheKeyMatters()
    {
        var keys = new DrawKey[] { new(1, 2, 3, 4), new(2, 1, 3, 4), new(1, 2, 4, 3), new(1, 3, 2, 4), new(0, 0, 0, 0), new(0, 0, 0, 1), new(0, 0, 1, 0), new(0, 1, 0, 0), new(1, 0, 0, 0) };
        Assert.Equal(keys.Length, keys.Select(key => Draws.Keyed(key).Uniform(0, 1)).Distinct().Count());
        Assert.Equal(Draws.Keyed(new(7, 0, 9)).Uniform(0, 1), Draws.Keyed(new(7, 0, 9)).Uniform(0, 1));
    }

    [Fact]
    public void WhatOneOpDrawsDoesNotChangeWhatTheNextGets()
    {
        var little = Draws.Keyed(new(1, 0, 2));
        var much = Draws.Keyed(new(1, 0, 2));
        using (little.At(0))
            _ = little.Uniform(0, 1);
        using (much.At(0))
        {
            for (var i = 0; i < 10; i++)
                _ = much.Uniform(0, 1);
        }
        using (little.At(1))
        using (much.At(1))
            Assert.Equal(little.Uniform(0, 1), much.Uniform(0, 1));
    }

    [Fact]
    public void UniformIsUniformAndStaysInItsRange()
    {
        var sum = 0.0;
        var bins = new int[10];
        for (var i = 0; i < 20_000; i++)
        {
            var value = Draws.Keyed(new(1, 0, (ulong)i)).Uniform(-2, 3);
            Assert.InRange(value, -2, 3);
            sum += value;
            bins[(int)((value + 2) * 2)]++;
        }
        Assert.Equal(.5, sum / 20_000, .05);
        Assert.All(bins, count => Assert.InRange(count, 1800, 2200));
    }

    [Fact]
    public void WholeNumbersReachBothEnds()
    {
        var seen = Enumerable.Range(0, 200).Select(i => Draws.Keyed(new(1, 0, (ulong)i)).Whole(-1, 2)).ToHashSet();
        Assert.Equal([-1, 0, 1, 2], seen.Order());
    }

    [Fact]
    public void PicksFollowTheirWeights()
    {
        var counts = new int[3];
        for (var i = 0; i < 10_000; i++)
            counts[Draws.Keyed(new(1, 0, (ulong)i)).Pick([1, 0, 3])]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 2300, 2700);
    }

    [Fact]
    public void ChanceOfNothingAndOfCertaintyDrawNothing()
    {
        Assert.False(Draws.None.Chance(0));
        Assert.True(Draws.None.Chance(1));
        Assert.Throws<InvalidOperationException>(() => Draws.None.Chance(.5));
    }

    [Fact]
    public void ARecordReplaysWhateverWasDrawn() =>
        Prop.ForAll<long, ushort, int>((seed, sample, copy) =>
        {
            var draws = Draws.Keyed(new(seed, 3, sample, copy));
            (double, int, bool, Kernels.CounterRandom, int) Draw(Draws from) => (from.Uniform(-1e6, 1e-3), from.Whole(-5, 900), from.Chance(.3), from.Stream(), from.Pick([1, 2, 3]));
            var drawn = Draw(draws);
            return drawn == Draw(Draws.Replay([.. draws.Values]));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2.5)]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(double.NaN)]
    public void AValueThatCannotHaveBeenDrawnIsRefused(double value)
    {
        var e = Assert.Throws<FormatException>(() => Draws.Replay([value]).Whole(0, 10));
        Assert.Contains("from 0 to 10", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SampleIdsOfNamesAreFixedForGood() =>
        // FNV-1a of "a" from its authors' test vectors: a change of the id would change every run's results.
        Assert.Equal(0xAF63DC4C8601EC8C, SampleId.Of("a"));
}
