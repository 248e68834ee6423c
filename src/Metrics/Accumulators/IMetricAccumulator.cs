namespace DeepRecipes.Metrics;

/// <summary>
/// A metric's state: data goes in by <c>Update</c> (whose parameters each metric states itself), in any order and in any number of parts that are
/// merged later. However the data were split and in whatever order the parts were merged, <see cref="Compute"/> and <see cref="Serialize"/> give the same bits.
/// </summary>
/// <typeparam name="TSelf">The accumulator.</typeparam>
/// <typeparam name="TResult">The immutable result.</typeparam>
/// <remarks>An accumulator is not safe for use by several threads at once: give each thread its own and merge them.</remarks>
public interface IMetricAccumulator<TSelf, out TResult>
    where TSelf : IMetricAccumulator<TSelf, TResult>
{
    /// <summary>Takes over what another accumulator holds. The other one is left unchanged.</summary>
    /// <param name="other">A partner with the same parameters, holding other data.</param>
    /// <exception cref="MetricMismatchException">The partner was made with other parameters or other categories.</exception>
    /// <exception cref="DuplicateSampleException">Both hold the same image (or part): merging would count it twice. Nothing was merged.</exception>
    void Merge(TSelf other);

    /// <summary>The result of all data so far. More data may follow.</summary>
    /// <returns>An immutable result; numbers with nothing in them are NaN.</returns>
    TResult Compute();

    /// <summary>The state as versioned bytes, with the parameters that a partner must share. Equal data give equal bytes.</summary>
    /// <returns>Bytes for <see cref="Deserialize"/>, on any machine.</returns>
    byte[] Serialize();

    /// <summary>The accumulator that <see cref="Serialize"/> wrote down.</summary>
    /// <param name="state">Bytes of <see cref="Serialize"/>.</param>
    /// <returns>An accumulator that goes on where the other stood.</returns>
    /// <exception cref="MetricStateVersionException">The bytes were written by a newer version, or are another metric's.</exception>
    /// <exception cref="MetricStateCorruptException">The bytes are cut short or damaged.</exception>
    static abstract TSelf Deserialize(ReadOnlySpan<byte> state);
}
