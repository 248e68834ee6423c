using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>A view over objects. Nothing is read before a cursor is; every pass enumerates <paramref name="data"/> again.</summary>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EnumerableDataView<TRow>(_environment, data, schemaDefinition);
    }

    /// <summary>A view over objects whose column types and annotations are those of <paramref name="schema"/>.</summary>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(schema);
        return new EnumerableDataView<TRow>(_environment, data, RowClass.Definition(typeof(TRow), schema));
    }

    /// <summary>The rows of a view as objects, one pass per enumeration.</summary>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, new TypedRows<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, TypedRows<TRow> rows, bool reuse)
        where TRow : class, new()
    {
        using var cursor = data.GetRowCursor(rows.Columns);
        var fill = rows.FillerOf(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (row == null || !reuse)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }
}
