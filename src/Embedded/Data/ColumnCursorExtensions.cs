using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads one column; every enumeration is a pass of its own.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => GetColumn<T>(data, data.Schema[columnName]);

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        if (data.Schema[column.Index].Name != column.Name || data.Schema[column.Index].Type != column.Type)
            throw new ArgumentOutOfRangeException(nameof(column), $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in {nameof(data)}");
        if (column.Type.RawType == typeof(T))
            return Values<T>(data, column);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Values<ReadOnlyMemory<char>>(data, column).Select(t => t.ToString());
        if (typeof(T).IsArray)
        {
            if (column.Type is not VectorDataViewType vector)
                throw new ArgumentOutOfRangeException(nameof(column), $"Cannot load vector type, {column.Type}, specified in {nameof(column)} to the user-defined type, {typeof(T)}.");
            if (typeof(T) == typeof(string[]) && vector.ItemType is TextDataViewType)
                return (IEnumerable<T>)Texts(data, column);
            if (typeof(T).GetElementType() == vector.ItemType.RawType)
                return Generics.Call<IEnumerable<T>>((Func<IDataView, DataViewSchema.Column, IEnumerable<int[]>>)Arrays<int>, vector.ItemType.RawType, data, column);
        }

        throw new ArgumentOutOfRangeException(
            nameof(column),
            $"Cannot map column (name: {column.Name}, type: {column.Type}) in {nameof(data)} to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        T value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return value;
        }
    }

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column)
    {
        foreach (var vector in Values<VBuffer<T>>(data, column))
        {
            var array = new T[vector.Length];
            vector.CopyTo(array);
            yield return array;
        }
    }

    private static IEnumerable<string[]> Texts(IDataView data, DataViewSchema.Column column)
    {
        foreach (var vector in Values<VBuffer<ReadOnlyMemory<char>>>(data, column))
        {
            var texts = new string[vector.Length];
            foreach (var (index, text) in vector.Items())
                texts[index] = text.ToString();
            yield return texts;
        }
    }
}
