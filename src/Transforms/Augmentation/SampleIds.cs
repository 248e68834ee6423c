using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace DeepRecipes.Transforms;

/// <summary>Reads what names a row's sample.</summary>
internal static class SampleIds
{
    /// <summary>A text or a whole number.</summary>
    public static ColumnKind Kind { get; } = new(
        "String, Int32, Int64, UInt32 or UInt64",
        shape => shape.Kind == VectorKind.Scalar && !shape.IsKey
            && (shape.ItemType is TextDataViewType || shape.ItemType == NumberDataViewType.Int32 || shape.ItemType == NumberDataViewType.Int64
                || shape.ItemType == NumberDataViewType.UInt32 || shape.ItemType == NumberDataViewType.UInt64));

    /// <summary>The id in a column.</summary>
    public static Func<ulong> Of(DataViewRow row, string name)
    {
        var column = row.Schema[name];
        return column.Type.RawType switch
        {
            var type when type == typeof(int) => Read<int>(row, column, value => unchecked((ulong)value)),
            var type when type == typeof(long) => Read<long>(row, column, value => unchecked((ulong)value)),
            var type when type == typeof(uint) => Read<uint>(row, column, value => value),
            var type when type == typeof(ulong) => Read<ulong>(row, column, value => value),
            _ => Read<ReadOnlyMemory<char>>(row, column, value => SampleId.Of(value.Span)),
        };
    }

    /// <summary>The id that the row itself has.</summary>
    public static Func<ulong> OfRow(DataViewRow row)
    {
        var getter = row.GetIdGetter();
        var id = default(DataViewRowId);
        return () =>
        {
            getter(ref id);
            return SampleId.Of(id.Low, id.High);
        };
    }

    private static Func<ulong> Read<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> id)
    {
        var getter = row.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            getter(ref value);
            return id(value);
        };
    }
}
