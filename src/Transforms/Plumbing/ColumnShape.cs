using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace DeepRecipes.Transforms;

/// <summary>
/// The type of a column as far as it is known: exactly where there is data, and only its kind where a pipeline is still being put together
/// (ML.NET calls the latter a <see cref="SchemaShape"/>).
/// </summary>
public readonly record struct ColumnShape
{
    private ColumnShape(VectorKind kind, DataViewType itemType, bool isKey, DataViewType? exact)
    {
        Kind = kind;
        ItemType = itemType;
        IsKey = isKey;
        Exact = exact;
    }

    /// <summary>Scalar, vector of known size, or vector of a size that varies by row.</summary>
    public VectorKind Kind { get; }

    /// <summary>The type of the value, or of the vector's items; for a key its underlying number.</summary>
    public DataViewType ItemType { get; }

    /// <summary>Whether the item is a key.</summary>
    public bool IsKey { get; }

    /// <summary>The whole type, or null where only the kind is known.</summary>
    public DataViewType? Exact { get; }

    /// <summary>The exact vector type, or null where only the kind is known or the column is no vector.</summary>
    public VectorDataViewType? Vector => Exact as VectorDataViewType;

    /// <summary>The shape of a known type.</summary>
    /// <param name="type">The type.</param>
    public static ColumnShape Of(DataViewType type)
    {
        var vector = type as VectorDataViewType;
        var item = vector?.ItemType ?? type;
        var kind = vector is null ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
        return item is KeyDataViewType key ? new(kind, Numbers.Of(key.RawType), true, type) : new(kind, item, false, type);
    }

    /// <summary>The shape of a column of a pipeline that has no data yet.</summary>
    /// <param name="column">The column.</param>
    public static ColumnShape Of(SchemaShape.Column column) =>
        new(column.Kind, column.ItemType, column.IsKey, column.Kind == VectorKind.Scalar && !column.IsKey ? column.ItemType : null);

    /// <summary>The same vector or scalar with items of another type.</summary>
    /// <param name="item">The new item type.</param>
    public ColumnShape WithItem(PrimitiveDataViewType item) =>
        new(Kind, item, false, Vector is { } vector ? new VectorDataViewType(item, vector.Dimensions) : Kind == VectorKind.Scalar ? item : null);

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Exact is not null)
            return Exact.ToString()!;
        var item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString()!;
        return Kind switch { VectorKind.Scalar => item, VectorKind.Vector => $"Vector<{item}>", _ => $"VarVector<{item}>" };
    }

    /// <summary>The number types of ML.NET by what they hold.</summary>
    private static class Numbers
    {
        public static NumberDataViewType Of(Type raw) =>
            raw == typeof(byte) ? NumberDataViewType.Byte
            : raw == typeof(ushort) ? NumberDataViewType.UInt16
            : raw == typeof(uint) ? NumberDataViewType.UInt32
            : NumberDataViewType.UInt64;
    }
}
