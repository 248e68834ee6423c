namespace Microsoft.ML.Data;

/// <summary>The rows that a predicate over some columns accepts.</summary>
internal sealed class FilteredView : IDataView
{
    private readonly LocalEnvironment _environment;
    private readonly IDataView _source;
    private readonly DataViewSchema.Column[] _tested;
    private readonly Func<DataViewRow, Func<bool>> _predicate;

    /// <summary>A view of the rows for which the function that <paramref name="predicate"/> makes over a cursor says true; it reads <paramref name="tested"/>.</summary>
    public FilteredView(LocalEnvironment environment, IDataView source, DataViewSchema.Column[] tested, Func<DataViewRow, Func<bool>> predicate)
    {
        _environment = environment;
        _source = source;
        _tested = tested;
        _predicate = predicate;
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        columnsNeeded = [.. columnsNeeded];
        rand = CanShuffle ? rand : null;
        // The rows become one stream again after the filter, not before it.
        return ParallelCursors.ConsolidatedOrNull(_environment, this, columnsNeeded, rand)
            ?? new Cursor(this, _source.GetRowCursor(Needed(columnsNeeded), rand), ActiveColumns.Of(columnsNeeded, Schema));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        return Array.ConvertAll(_source.GetRowCursorSet(Needed(columnsNeeded), n, rand), input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    private IEnumerable<DataViewSchema.Column> Needed(IEnumerable<DataViewSchema.Column> columns) => columns.Concat(_tested).DistinctBy(c => c.Index).OrderBy(c => c.Index);

    private sealed class Cursor(FilteredView view, DataViewRowCursor input, bool[] active) : LinkedRootCursor(view._environment, input)
    {
        private readonly Func<bool> _accepts = view._predicate(input);

        public override long Batch => Input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (_accepts())
                    return true;
            }

            return false;
        }
    }
}
