using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Reads data views into values that can be compared: numbers as they are, vectors as arrays, pictures as size and bytes.</summary>
internal static class Rows
{
    /// <summary>All rows of some columns through one cursor.</summary>
    public static List<string> Of(IDataView view, params string[] columns)
    {
        var needed = Columns(view.Schema, columns);
        using var cursor = view.GetRowCursor(needed);
        return Read(cursor, needed);
    }

    /// <summary>All rows through a set of cursors, with their ids, in the order of the ids.</summary>
    public static List<(DataViewRowId Id, string Row)> OfSet(IDataView view, int cursors, params string[] columns)
    {
        var needed = Columns(view.Schema, columns);
        var rows = new List<(DataViewRowId, string)>();
        foreach (var cursor in view.GetRowCursorSet(needed, cursors))
        {
            using (cursor)
                rows.AddRange(WithIds(cursor, needed));
        }
        return [.. rows.OrderBy(row => row.Item1)];
    }

    /// <summary>All rows through one cursor with their ids.</summary>
    public static List<(DataViewRowId Id, string Row)> WithIds(IDataView view, params string[] columns)
    {
        var needed = Columns(view.Schema, columns);
        using var cursor = view.GetRowCursor(needed);
        return WithIds(cursor, needed);
    }

    /// <summary>The current values of a row.</summary>
    public static string Values(Func<string>[] readers) => string.Join(" | ", readers.Select(read => read()));

    /// <summary>What reads a column of a row as text.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        var make = typeof(Rows).GetMethod(nameof(Typed), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;
        return (Func<string>)make.MakeGenericMethod(column.Type.RawType).Invoke(null, [row, column])!;
    }

    public static DataViewSchema.Column[] Columns(DataViewSchema schema, params string[] names) =>
        names.Length == 0 ? [.. schema.Where(column => !column.IsHidden)] : [.. names.Select(name => schema[name])];

    private static List<(DataViewRowId, string)> WithIds(DataViewRowCursor cursor, DataViewSchema.Column[] needed)
    {
        var rows = new List<(DataViewRowId, string)>();
        var readers = Array.ConvertAll(needed, column => Reader(cursor, column));
        var getId = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            var id = default(DataViewRowId);
            getId(ref id);
            rows.Add((id, Values(readers)));
        }
        return rows;
    }

    private static List<string> Read(DataViewRowCursor cursor, DataViewSchema.Column[] needed)
    {
        var rows = new List<string>();
        var readers = Array.ConvertAll(needed, column => Reader(cursor, column));
        while (cursor.MoveNext())
            rows.Add(Values(readers));
        return rows;
    }

    private static Func<string> Typed<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            getter(ref value);
            return $"{column.Name}={Text(value)}";
        };
    }

    private static string Text<T>(T value) => value switch
    {
        MLImage image => $"{image.Width}x{image.Height}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image.Pixels))}",
        System.Collections.IEnumerable vector when typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>) => Dense((dynamic)value),
        null => "null",
        float number => number.ToString("R"),
        _ => value.ToString()!,
    };

    private static string Dense<T>(VBuffer<T> vector) => $"[{string.Join(",", vector.DenseValues())}]";
}
