namespace Microsoft.ML.Data;

/// <summary>A category as an unsigned number: 0 is "missing", 1 is the first of <see cref="Count"/> values.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <summary>Keys 1..<paramref name="count"/> stored as <paramref name="type"/>.</summary>
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        if (!IsValidDataType(type))
            throw new ArgumentOutOfRangeException(nameof(type), $"Type is not valid, it must be {nameof(Byte)}, {nameof(UInt16)}, {nameof(UInt32)}, or {nameof(UInt64)}, but got {type}.");
        if (count == 0 || count > Max(type))
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                $"The cardinality of a {nameof(KeyDataViewType)} must not exceed {type.Name}.{nameof(uint.MaxValue)} and must be strictly positive, but got {count}.");
        }

        Count = count;
    }

    /// <summary>Keys 1..<paramref name="count"/> stored as <paramref name="type"/>.</summary>
    public KeyDataViewType(Type type, int count)
        : this(type, count > 0 ? (ulong)count : 0UL)
    {
    }

    /// <summary>How many values there are.</summary>
    public ulong Count { get; }

    /// <summary>Whether keys can be stored as <paramref name="type"/>.</summary>
    public static bool IsValidDataType(Type type) => type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(byte);

    /// <inheritdoc/>
    public override bool Equals(DataViewType other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    /// <inheritdoc/>
    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    /// <inheritdoc/>
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    private static ulong Max(Type type)
        => type == typeof(uint) ? uint.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(byte) ? byte.MaxValue : ulong.MaxValue;
}
