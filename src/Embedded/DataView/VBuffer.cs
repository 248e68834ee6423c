using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>
/// A vector of <see cref="Length"/> items, stored densely or as sorted index/value pairs. The arrays may be longer than what is used: a getter that is
/// handed a buffer again writes into the same arrays.
/// </summary>
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[] _values;
    private readonly int[] _indices;
    private readonly int _count;

    /// <summary>The number of items, the implicit ones counted.</summary>
    public readonly int Length;

    /// <summary>A dense vector over <paramref name="values"/>; <paramref name="indices"/> is only kept for reuse.</summary>
    public VBuffer(int length, T[] values, int[] indices = null)
        : this(length, length, values, indices)
    {
    }

    /// <summary>A vector with <paramref name="count"/> explicit items, sparse when that is less than <paramref name="length"/>.</summary>
    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length), $"The length must not be negative, but got {length}.");
        if (count < 0 || count > length)
            throw new ArgumentOutOfRangeException(nameof(count), $"The number of explicit values must be in 0..{length}, but got {count}.");
        if ((values?.Length ?? 0) < count)
            throw new ArgumentOutOfRangeException(nameof(values), $"Not long enough to hold {count} values.");
        if (count < length && (indices?.Length ?? 0) < count)
            throw new ArgumentOutOfRangeException(nameof(indices), $"Not long enough to hold {count} indices.");
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    /// <summary>Whether every item is stored.</summary>
    public bool IsDense => _count == Length;

    /// <summary>The stored values.</summary>
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>Where the stored values belong, ascending; empty when the vector is dense.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    /// <summary>Copies into <paramref name="destination"/>, which ends up dense.</summary>
    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Copies into <paramref name="destination"/>, sparse if this is.</summary>
    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    /// <summary>Copies a part into <paramref name="destination"/>.</summary>
    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        if (sourceIndex < 0 || sourceIndex > Length)
            throw new ArgumentOutOfRangeException(nameof(sourceIndex), $"Must be in 0..{Length}, but got {sourceIndex}.");
        if (length < 0 || length > Length - sourceIndex)
            throw new ArgumentOutOfRangeException(nameof(length), $"Must be in 0..{Length - sourceIndex}, but got {length}.");
        if (IsDense)
        {
            var dense = VBufferEditor.Create(ref destination, length);
            _values.AsSpan(sourceIndex, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }

        var from = LowerBound(sourceIndex);
        var count = LowerBound(sourceIndex + length) - from;
        var editor = VBufferEditor.Create(ref destination, length, count);
        _values.AsSpan(from, count).CopyTo(editor.Values);
        for (var i = 0; i < editor.Indices.Length; i++)
            editor.Indices[i] = _indices[from + i] - sourceIndex;
        destination = editor.Commit();
    }

    /// <summary>Copies all items, the implicit ones as default values.</summary>
    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    /// <summary>Copies all items, the implicit ones as <paramref name="defaultValue"/> (default values when nothing is stored).</summary>
    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        if (destinationIndex < 0 || destinationIndex > destination.Length - Length)
            throw new ArgumentOutOfRangeException(nameof(destination), "Not large enough to hold these values.");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        target.Fill(_count == 0 ? default : defaultValue);
        for (var i = 0; i < _count; i++)
            target[_indices[i]] = _values[i];
    }

    /// <summary>Makes <paramref name="destination"/> a dense copy of a part of <paramref name="source"/>.</summary>
    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        var size = source?.Length ?? 0;
        if (length < 0 || length > size)
            throw new ArgumentOutOfRangeException(nameof(length), $"Must be in 0..{size}, but got {length}.");
        if (sourceIndex < 0 || sourceIndex > size - length)
            throw new ArgumentOutOfRangeException(nameof(sourceIndex), $"Must be in 0..{size - length}, but got {sourceIndex}.");
        var editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Index and value of the stored items, or of every item.</summary>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        if (!all && !IsDense)
        {
            for (var i = 0; i < _count; i++)
                yield return new KeyValuePair<int, T>(_indices[i], _values[i]);
            yield break;
        }

        var index = 0;
        foreach (var value in DenseValues())
            yield return new KeyValuePair<int, T>(index++, value);
    }

    /// <summary>Every item's value, in order.</summary>
    public IEnumerable<T> DenseValues()
    {
        var dense = IsDense;
        var stored = 0;
        for (var i = 0; i < Length; i++)
            yield return dense ? _values[i] : stored < _count && _indices[stored] == i ? _values[stored++] : default;
    }

    /// <summary>The value of one item.</summary>
    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    /// <summary>The value of one item.</summary>
    public T GetItemOrDefault(int index)
    {
        if (index < 0 || index >= Length)
            throw new ArgumentOutOfRangeException(nameof(index), $"Must be in 0..{Length - 1}, but got {index}.");
        if (IsDense)
            return _values[index];
        var at = LowerBound(index);
        return at < _count && _indices[at] == index ? _values[at] : default;
    }

    /// <summary>Enumerates the backing array.</summary>
    public IEnumerator GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString()
        => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    internal VBufferEditor<T> GetEditor() => new(Length, _count, _values, _indices, false, false, false);

    internal VBufferEditor<T> GetEditor(int newLogicalLength, int? valuesCount, int? maxValuesCapacity, bool keepOldOnResize, bool requireIndicesOnDense)
    {
        if (newLogicalLength < 0)
            throw new ArgumentOutOfRangeException(nameof(newLogicalLength), $"Must be non-negative, but got {newLogicalLength}.");
        if (valuesCount < 0 || valuesCount > newLogicalLength)
            throw new ArgumentOutOfRangeException(nameof(valuesCount), $"If specified, must be in 0..{newLogicalLength}, but got {valuesCount}.");
        var count = valuesCount ?? newLogicalLength;
        var values = _values;
        var newValues = EnsureSize(ref values, count, maxValuesCapacity ?? Array.MaxLength, keepOldOnResize);
        var indices = _indices;
        var newIndices = (count < newLogicalLength || requireIndicesOnDense)
            && EnsureSize(ref indices, count, maxValuesCapacity ?? Array.MaxLength, keepOldOnResize);
        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues, newIndices);
    }

    private static bool EnsureSize<TItem>(ref TItem[] array, int needed, int most, bool keepOld)
    {
        var size = array?.Length ?? 0;
        if (needed <= size)
            return false;
        if (needed > most)
            throw new ArgumentOutOfRangeException(nameof(needed), $"{needed} values were asked for, but at most {most} may be held.");
        var grown = size == 0 ? needed : (int)Math.Clamp(2L * size, needed, Math.Max(needed, most));
        if (keepOld)
            Array.Resize(ref array, grown);
        else
            array = new TItem[grown];
        return true;
    }

    private int LowerBound(int index)
    {
        var at = _indices.AsSpan(0, _count).BinarySearch(index);
        return at >= 0 ? at : ~at;
    }
}
