using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

/// <summary>Small data for the tests of this project.</summary>
internal sealed class Example
{
    public float Number { get; set; }

    public string Text { get; set; } = "";

    [VectorType(2)]
    public float[] Pair { get; set; } = [0, 0];

    public static Example[] Make(int count)
        => [.. Enumerable.Range(0, count).Select(i => new Example { Number = i, Text = $"t{i % 3}", Pair = [i, -i] })];
}

internal static class Rows
{
    /// <summary>Values and ids of a cursor, which is disposed.</summary>
    public static (T[] Values, DataViewRowId[] Ids, long[] Positions, long[] Batches) Read<T>(DataViewRowCursor cursor, string column)
    {
        using (cursor)
        {
            var getter = cursor.GetGetter<T>(cursor.Schema[column]);
            var idGetter = cursor.GetIdGetter();
            var (values, ids, positions, batches) = (new List<T>(), new List<DataViewRowId>(), new List<long>(), new List<long>());
            while (cursor.MoveNext())
            {
                T value = default!;
                DataViewRowId id = default;
                getter(ref value);
                idGetter(ref id);
                values.Add(value);
                ids.Add(id);
                positions.Add(cursor.Position);
                batches.Add(cursor.Batch);
            }

            return ([.. values], [.. ids], [.. positions], [.. batches]);
        }
    }

    public static (T[] Values, DataViewRowId[] Ids, long[] Positions, long[] Batches) Read<T>(IDataView view, string column)
        => Read<T>(view.GetRowCursor([view.Schema[column]]), column);

    public static string[] Names(this DataViewSchema schema) => [.. schema.Select(c => c.Name)];
}
