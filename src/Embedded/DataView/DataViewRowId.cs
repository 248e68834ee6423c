using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit row identity that stays the same in every pass. Derived ids are mixed by the rounds of MurmurHash3 x64-128.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    /// <summary>The lower 64 bits.</summary>
    public readonly ulong Low;

    /// <summary>The upper 64 bits.</summary>
    public readonly ulong High;

    /// <summary>An id of its two halves.</summary>
    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <summary>An id for a row that follows this one where one row becomes several.</summary>
    public DataViewRowId Next() => Round(Low, High);

    /// <summary>An id unrelated to those that <see cref="Next"/> gives.</summary>
    public DataViewRowId Fork()
    {
        var next = Next();
        return new DataViewRowId(next.Low ^ (BitOperations.RotateLeft(C1, 31) * C2), next.High);
    }

    /// <summary>The id of a row that is made of two.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        var forked = other.Fork();
        var low = BitOperations.RotateLeft(Low ^ (BitOperations.RotateLeft(forked.Low * C1, 31) * C2), 27) + High;
        low = (low * 5) + 0x52dce729;
        var high = BitOperations.RotateLeft(High ^ (BitOperations.RotateLeft(forked.High * C2, 33) * C1), 31) + low;
        return new DataViewRowId(low, (high * 5) + 0x38495ab5);
    }

    /// <inheritdoc/>
    public int CompareTo(DataViewRowId other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);

    /// <inheritdoc/>
    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High);

    /// <inheritdoc/>
    public override string ToString() => $"{High:x16}{Low:x16}";

    private static DataViewRowId Round(ulong low, ulong high)
    {
        low = ((BitOperations.RotateLeft(low, 27) + high) * 5) + 0x52dce729;
        high = ((BitOperations.RotateLeft(high, 31) + low) * 5) + 0x38495ab5;
        return new DataViewRowId(low, high);
    }
}
