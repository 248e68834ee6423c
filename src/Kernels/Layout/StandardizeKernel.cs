namespace DeepRecipes.Kernels;

/// <summary>Floats in 0..1 by a mean and a deviation for each channel.</summary>
public static class StandardizeKernel
{
    /// <summary>Writes <c>(x - mean) / deviation</c>, computed in double precision.</summary>
    /// <param name="source">Channels one after the other: <paramref name="group"/> values of each by turns (a plane's pixels, or 1 where channels are interleaved).</param>
    /// <param name="group">At least 1.</param>
    /// <param name="means">One a channel.</param>
    /// <param name="deviations">As many, each greater than 0.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <returns>-1, or the index of the first value that is not in 0..1 (NaN neither): then the statistics do not fit the data, and nothing after it is written.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> or a deviation is out of its range.</exception>
    public static int Apply(ReadOnlySpan<float> source, int group, ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, Span<float> destination)
    {
        Ensure.InRange(group, 1, int.MaxValue);
        Ensure.SameLength(means.Length, deviations.Length, nameof(means), nameof(deviations));
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        Ensure.ApartOrSame<float>(source, destination);
        if (means.IsEmpty || source.Length % checked(group * means.Length) != 0)
            throw new ArgumentException($"source holds {source.Length} values; whole rounds of {group} for each of {means.Length} channels are needed.", nameof(source));
        foreach (var deviation in deviations)
            Ensure.Positive(deviation, nameof(deviations));
        for (int i = 0, c = 0; i < source.Length; i += group, c = c + 1 == means.Length ? 0 : c + 1)
        {
            for (int k = i; k < i + group; k++)
            {
                if (!(source[k] >= 0 && source[k] <= 1))
                    return k;
                destination[k] = (float)((source[k] - means[c]) / deviations[c]);
            }
        }

        return -1;
    }
}
