namespace Microsoft.ML;

/// <summary>A lazy, schema-described table: nothing is computed before a cursor asks for it.</summary>
public interface IDataView
{
    /// <summary>Whether a cursor given a <see cref="Random"/> really delivers its rows in another order.</summary>
    bool CanShuffle { get; }

    /// <summary>The columns, hidden ones included.</summary>
    DataViewSchema Schema { get; }

    /// <summary>The number of rows when it is known without a pass, else null.</summary>
    long? GetRowCount();

    /// <summary>One pass over the rows; only <paramref name="columnsNeeded"/> (and what they depend on) is computed.</summary>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null);

    /// <summary>At most <paramref name="n"/> cursors that share the rows between them, for parallel consumers.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null);
}
