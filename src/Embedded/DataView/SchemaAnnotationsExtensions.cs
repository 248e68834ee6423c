namespace Microsoft.ML.Data;

/// <summary>The annotations that have a meaning to ML.NET, by name.</summary>
public static class SchemaAnnotationsExtensions
{
    public static bool IsNormalized(this DataViewSchema.Column column)
    {
        var value = false;
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.IsNormalized)?.Type is BooleanDataViewType)
            column.Annotations.GetValue(AnnotationKinds.IsNormalized, ref value);
        return value;
    }

    /// <summary>Whether a vector column of known size has a name for each of its slots.</summary>
    public static bool HasSlotNames(this DataViewSchema.Column column)
        => column.Type is VectorDataViewType { Size: > 0 } vector
            && column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames)?.Type is VectorDataViewType { ItemType: TextDataViewType } names
            && names.Size == vector.Size;

    public static void GetSlotNames(this DataViewSchema.Column column, ref VBuffer<ReadOnlyMemory<char>> slotNames)
        => column.Annotations.GetValue(AnnotationKinds.SlotNames, ref slotNames);

    /// <summary>Whether a key column, or a vector of keys, has a value for each of its keys.</summary>
    public static bool HasKeyValues(this DataViewSchema.Column column, PrimitiveDataViewType keyValueItemType = null)
        => column.Type.GetItemType() is KeyDataViewType key
            && column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type is VectorDataViewType values
            && (ulong)values.Size == key.Count
            && values.ItemType.Equals(keyValueItemType ?? TextDataViewType.Instance);

    public static void GetKeyValues<TValue>(this DataViewSchema.Column column, ref VBuffer<TValue> keyValues)
        => column.Annotations.GetValue(AnnotationKinds.KeyValues, ref keyValues);
}
