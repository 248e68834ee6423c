namespace Microsoft.ML.Data;

/// <summary>A view over objects, read anew in every pass.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly LocalEnvironment _environment;
    private readonly IEnumerable<TRow> _data;
    private readonly RowClass _rowClass;

    public EnumerableDataView(LocalEnvironment environment, IEnumerable<TRow> data, SchemaDefinition definition)
    {
        _environment = environment;
        _data = data;
        _rowClass = RowClass.Create(typeof(TRow), definition, SchemaDefinition.Direction.Read);
        Schema = _rowClass.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, ActiveColumns.Of(columnsNeeded, Schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursor
    {
        // ML.NET does not dispose it: the finally block of an iterator is not run for who stops early.
        private readonly IEnumerator<TRow> _rows;
        private readonly ObjectRow<TRow> _row;
        private TRow _current;

        public Cursor(EnumerableDataView<TRow> view, bool[] active)
            : base(view._environment)
        {
            Schema = view.Schema;
            _rows = view._data.GetEnumerator();
            _row = new ObjectRow<TRow>(view._rowClass, i => active[i], Current);
        }

        public override DataViewSchema Schema { get; }

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            CheckGood();
            id = new DataViewRowId((ulong)Position, 0);
        };

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
                return false;
            _current = _rows.Current ?? throw new InvalidOperationException("Encountered null when iterating over data, this is not supported.");
            return true;
        }

        private TRow Current()
        {
            CheckGood();
            return _current;
        }
    }
}
