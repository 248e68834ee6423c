namespace Microsoft.ML.Data;

/// <summary>Starts writing into the arrays of a <see cref="VBuffer{T}"/>.</summary>
public static class VBufferEditor
{
    /// <summary>An editor over <paramref name="destination"/> as it is.</summary>
    public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination) => destination.GetEditor();

    /// <summary>An editor for a vector of a new length, reusing the arrays of <paramref name="destination"/> where they are long enough.</summary>
    public static VBufferEditor<T> Create<T>(
        scoped ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false)
        => destination.GetEditor(newLogicalLength, valuesCount, maxValuesCapacity, keepOldOnResize, requireIndicesOnDense);
}

/// <summary>Writes values and indices; <see cref="Commit"/> makes them a vector.</summary>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _logicalLength;
    private readonly T[] _values;
    private readonly int[] _indices;

    /// <summary>Where the explicit values go.</summary>
    public readonly Span<T> Values;

    /// <summary>Where their indices go, ascending; empty for a dense vector.</summary>
    public readonly Span<int> Indices;

    internal VBufferEditor(int logicalLength, int count, T[] values, int[] indices, bool requireIndicesOnDense, bool createdNewValues, bool createdNewIndices)
    {
        _logicalLength = logicalLength;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = count < logicalLength || requireIndicesOnDense ? indices.AsSpan(0, count) : default;
        CreatedNewValues = createdNewValues;
        CreatedNewIndices = createdNewIndices;
    }

    /// <summary>Whether <see cref="Values"/> lie in a new array.</summary>
    public bool CreatedNewValues { get; }

    /// <summary>Whether <see cref="Indices"/> lie in a new array.</summary>
    public bool CreatedNewIndices { get; }

    /// <summary>The vector.</summary>
    public VBuffer<T> Commit() => new(_logicalLength, Values.Length, _values, _indices);

    /// <summary>The vector with only the first <paramref name="physicalValuesCount"/> values.</summary>
    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        if (physicalValuesCount > Values.Length)
            throw new ArgumentOutOfRangeException(nameof(physicalValuesCount), $"Must be at most {Values.Length}, but got {physicalValuesCount}.");
        return new VBuffer<T>(_logicalLength, physicalValuesCount, _values, _indices);
    }
}
