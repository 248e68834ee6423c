using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>Vectors of one item type; a dimension of 0 is one that differs from row to row.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    /// <summary>A vector with <paramref name="size"/> items, or of any length when it is 0.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : this(itemType, ImmutableArray.Create(size))
    {
    }

    /// <summary>A tensor of the given dimensions.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : this(itemType, dimensions.ToImmutableArray())
    {
    }

    /// <summary>A tensor of the given dimensions.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(RawTypeOf(itemType))
    {
        if (dimensions.IsDefaultOrEmpty || dimensions.Any(d => d < 0))
            throw new ArgumentOutOfRangeException(nameof(dimensions), "A vector needs at least one dimension, and none may be negative.");
        ItemType = itemType;
        Dimensions = dimensions;
        var size = 1;
        foreach (var dimension in dimensions)
            size = checked(size * dimension);
        Size = size;
    }

    /// <summary>The dimensions; 0 where unknown.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>What the vector holds.</summary>
    public PrimitiveDataViewType ItemType { get; }

    /// <summary>The number of items, 0 when it differs from row to row.</summary>
    public int Size { get; }

    /// <summary>Whether every row has the same number of items.</summary>
    public bool IsKnownSize => Size > 0;

    /// <inheritdoc/>
    public override bool Equals(DataViewType other)
        => ReferenceEquals(this, other) || (other is VectorDataViewType vector && vector.ItemType.Equals(ItemType) && vector.Dimensions.SequenceEqual(Dimensions));

    /// <inheritdoc/>
    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(ItemType);
        foreach (var dimension in Dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Dimensions.Length == 1)
            return Size > 0 ? $"Vector<{ItemType}, {Size}>" : $"Vector<{ItemType}>";
        return $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d > 0 ? $"{d}" : "*"))}>";
    }

    private static Type RawTypeOf(PrimitiveDataViewType itemType)
    {
        ArgumentNullException.ThrowIfNull(itemType);
        return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
    }
}
