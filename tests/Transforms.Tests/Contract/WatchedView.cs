using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>A view that remembers what was asked of it.</summary>
internal sealed class WatchedView(IDataView source) : IDataView
{
    /// <summary>Cursors opened so far.</summary>
    public int Cursors { get; private set; }

    /// <summary>Columns that any cursor was asked for.</summary>
    public HashSet<string> Asked { get; } = [];

    /// <summary>How often each column's getter was called.</summary>
    public Dictionary<string, int> Calls { get; } = [];

    /// <summary>Cursors that were disposed.</summary>
    public int Closed { get; private set; }

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = Note(columnsNeeded);
        return new Cursor(this, source.GetRowCursor(needed, rand));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = Note(columnsNeeded);
        return Array.ConvertAll(source.GetRowCursorSet(needed, n, rand), cursor => (DataViewRowCursor)new Cursor(this, cursor));
    }

    private DataViewSchema.Column[] Note(IEnumerable<DataViewSchema.Column> columns)
    {
        Cursors++;
        var needed = columns.ToArray();
        Asked.UnionWith(needed.Select(column => column.Name));
        return needed;
    }

    private sealed class Cursor(WatchedView parent, DataViewRowCursor input) : DataViewRowCursor
    {
        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => input.Schema;

        public override bool MoveNext() => input.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var getter = input.GetGetter<TValue>(column);
            return (ref value) =>
            {
                parent.Calls[column.Name] = parent.Calls.GetValueOrDefault(column.Name) + 1;
                getter(ref value);
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                parent.Closed++;
                input.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
