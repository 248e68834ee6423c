using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>What can be said about a state's bytes before it is known which metric wrote them.</summary>
public static class MetricState
{
    /// <summary>Which metric a state belongs to.</summary>
    /// <param name="state">Bytes of a <c>Serialize</c>, or at least their first 261.</param>
    /// <returns><c>detection</c> (<see cref="DetectionAccumulator"/>), <c>binary</c> (<see cref="BinaryClassificationAccumulator"/>), <c>multiclass</c> (<see cref="MulticlassClassificationAccumulator"/>), or another metric's.</returns>
    /// <exception cref="MetricStateVersionException">The bytes are no state.</exception>
    /// <exception cref="MetricStateCorruptException">The bytes end within their head.</exception>
    public static string KindOf(ReadOnlySpan<byte> state)
    {
        if (state.Length < 6)
            throw new MetricStateCorruptException($"The state holds {state.Length} bytes, too few for its head: it was cut short.");
        if (!state[..4].SequenceEqual(StateWriter.Magic))
            throw new MetricStateVersionException("The bytes are no metric's state: they do not begin with DRMS.");
        int length = state[5];
        return state.Length >= 6 + length
            ? Encoding.UTF8.GetString(state.Slice(6, length))
            : throw new MetricStateCorruptException($"The state holds {state.Length} bytes, too few for its head: it was cut short.");
    }
}
