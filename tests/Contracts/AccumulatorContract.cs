using DeepRecipes.Metrics;

namespace DeepRecipes.Contracts;

/// <summary>
/// What every accumulator promises: any split of the data, merged in any order, gives the same bits; states survive their bytes; wrong partners, samples
/// given twice and damaged bytes are refused with typed errors. A metric's test class derives from this and says how to make one and what to feed it.
/// </summary>
/// <typeparam name="TAccumulator">The accumulator.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
/// <typeparam name="TItem">What one update takes: an image, or a row.</typeparam>
public abstract class AccumulatorContract<TAccumulator, TResult, TItem>
    where TAccumulator : class, IMetricAccumulator<TAccumulator, TResult>
{
    /// <summary>An empty state.</summary>
    protected abstract TAccumulator Create();

    /// <summary>Empty states with other parameters, none of which may merge with <see cref="Create"/>'s.</summary>
    protected abstract IEnumerable<TAccumulator> WrongPartners();

    /// <summary>At least a dozen items, with ties and weights of many magnitudes if the metric takes them.</summary>
    protected abstract IReadOnlyList<TItem> Items();

    /// <summary>Feeds one item.</summary>
    protected abstract void Update(TAccumulator accumulator, TItem item);

    /// <summary>Every number of a result.</summary>
    protected abstract IEnumerable<double> Numbers(TResult result);

    /// <summary>Whether an item carries an id that may not come twice.</summary>
    protected virtual bool ItemsHaveIds => true;

    [Fact]
    public void AnySplitAndMergeTree_GivesTheSameBits()
    {
        TAccumulator whole = Fed(Items());
        long[] expected = Bits(whole);
        byte[] state = whole.Serialize();
        for (int seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            TItem[] items = [.. Items()];
            random.Shuffle(items);
            List<TAccumulator> parts = [.. items.GroupBy(_ => random.Next(1 + (seed % 7))).Select(Fed), Create()];
            while (parts.Count > 1)
            {
                // A random tree: any part takes over any other, some of them by way of their bytes.
                int from = random.Next(parts.Count);
                TAccumulator taken = random.Next(2) == 0 ? parts[from] : TAccumulator.Deserialize(parts[from].Serialize());
                parts.RemoveAt(from);
                parts[random.Next(parts.Count)].Merge(taken);
            }

            Assert.Equal(expected, Bits(parts[0]));
            Assert.Equal(state, parts[0].Serialize());
        }
    }

    [Fact]
    public void Compute_MayBeAskedAgainAndInBetween()
    {
        IReadOnlyList<TItem> items = Items();
        TAccumulator accumulator = Create();
        foreach (TItem item in items)
        {
            Update(accumulator, item);
            _ = accumulator.Compute();
        }

        Assert.Equal(Bits(Fed(items)), Bits(accumulator));
        Assert.Equal(Bits(accumulator), Bits(accumulator));
    }

    [Fact]
    public void Merge_LeavesThePartnerUnchanged()
    {
        IReadOnlyList<TItem> items = Items();
        TAccumulator first = Fed(items.Take(items.Count / 2));
        TAccumulator second = Fed(items.Skip(items.Count / 2));
        byte[] before = second.Serialize();
        first.Merge(second);
        Assert.Equal(before, second.Serialize());
    }

    [Fact]
    public void Serialize_ComesBackWhole()
    {
        TAccumulator accumulator = Fed(Items());
        TAccumulator back = TAccumulator.Deserialize(accumulator.Serialize());
        Assert.Equal(Bits(accumulator), Bits(back));
        Assert.Equal(accumulator.Serialize(), back.Serialize());
        Assert.Equal(Create().Serialize(), TAccumulator.Deserialize(Create().Serialize()).Serialize());
    }

    [Fact]
    public void Empty_ComputesWithoutInventingNumbers() => Assert.DoesNotContain(Numbers(Create().Compute()), number => number == 1);

    [Fact]
    public void WrongPartner_IsRefusedAndNothingChanges()
    {
        TAccumulator accumulator = Fed(Items());
        byte[] before = accumulator.Serialize();
        Assert.NotEmpty(WrongPartners());
        foreach (TAccumulator wrong in WrongPartners())
            Assert.NotEmpty(Assert.Throws<MetricMismatchException>(() => accumulator.Merge(wrong)).Parameter);
        Assert.Equal(before, accumulator.Serialize());
    }

    [Fact]
    public void SameItemTwice_IsRefused()
    {
        TAccumulator accumulator = Fed(Items());
        byte[] before = accumulator.Serialize();
        if (ItemsHaveIds)
        {
            Assert.Throws<DuplicateSampleException>(() => Update(accumulator, Items()[0]));
            Assert.Throws<DuplicateSampleException>(() => accumulator.Merge(Fed(Items().Take(1))));
            Assert.Throws<DuplicateSampleException>(() => accumulator.Merge(accumulator));
        }
        else
        {
            Assert.Throws<ArgumentException>(() => accumulator.Merge(accumulator));
        }

        Assert.Equal(before, accumulator.Serialize());
    }

    [Fact]
    public void CutBytes_AreRefusedAtEveryLength()
    {
        byte[] state = Fed(Items()).Serialize();
        int step = Math.Max(1, state.Length / 500);
        for (int length = 0; length < state.Length; length += step)
            Assert.Throws<MetricStateCorruptException>(() => TAccumulator.Deserialize(state.AsSpan(0, length)));
    }

    [Fact]
    public void DamagedBytes_AreRefused()
    {
        byte[] state = Fed(Items()).Serialize();
        int step = Math.Max(1, state.Length / 500);
        for (int place = 0; place < state.Length; place += step)
        {
            var damaged = (byte[])state.Clone();
            damaged[place] ^= 0x10;
            Assert.ThrowsAny<MetricStateException>(() => TAccumulator.Deserialize(damaged));
        }
    }

    [Fact]
    public void AnotherFormatOrAnotherMetric_IsRefusedByName()
    {
        byte[] state = Fed(Items()).Serialize();
        state[4]++;
        Assert.Throws<MetricStateVersionException>(() => TAccumulator.Deserialize(state));
        byte[] other = new StateWriter("no such metric", 1).ToArray();
        Assert.Contains("no such metric", Assert.Throws<MetricStateVersionException>(() => TAccumulator.Deserialize(other)).Message, StringComparison.Ordinal);
        string kind = MetricState.KindOf(Create().Serialize());
        byte[] newer = new StateWriter(kind, 999).ToArray();
        Assert.Contains("999", Assert.Throws<MetricStateVersionException>(() => TAccumulator.Deserialize(newer)).Message, StringComparison.Ordinal);
    }

    private TAccumulator Fed(IEnumerable<TItem> items)
    {
        TAccumulator accumulator = Create();
        foreach (TItem item in items)
            Update(accumulator, item);
        return accumulator;
    }

    private long[] Bits(TAccumulator accumulator) => [.. Numbers(accumulator.Compute()).Select(BitConverter.DoubleToInt64Bits)];
}
