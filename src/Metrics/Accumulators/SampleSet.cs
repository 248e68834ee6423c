namespace DeepRecipes.Metrics;

/// <summary>The ids of the images (or parts) an accumulator has seen.</summary>
internal sealed class SampleSet
{
    private readonly HashSet<long> _ids = [];

    public int Count => _ids.Count;

    public void Add(long id)
    {
        if (!_ids.Add(id))
            throw new DuplicateSampleException(id);
    }

    /// <summary>Refuses before anything is taken over, so that a refused merge leaves both sides as they were.</summary>
    public void EnsureDisjoint(SampleSet other)
    {
        foreach (long id in other._ids)
        {
            if (_ids.Contains(id))
                throw new DuplicateSampleException(id);
        }
    }

    public void AddAll(SampleSet other) => _ids.UnionWith(other._ids);

    public void Write(StateWriter writer)
    {
        long[] ids = [.. _ids];
        Array.Sort(ids);
        writer.Column<long>(ids);
    }

    public static SampleSet Read(ref StateReader reader)
    {
        var set = new SampleSet();
        foreach (long id in reader.Column<long>())
        {
            if (!set._ids.Add(id))
                throw new MetricStateCorruptException($"The state lists the sample {id} twice.");
        }

        return set;
    }
}
