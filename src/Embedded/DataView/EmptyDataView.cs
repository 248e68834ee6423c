namespace Microsoft.ML.Data;

/// <summary>A view without rows, where only a schema is known.</summary>
internal sealed class EmptyDataView(LocalEnvironment environment, DataViewSchema schema) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(environment, schema, ActiveColumns.Of(columnsNeeded, schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(LocalEnvironment environment, DataViewSchema schema, bool[] active) : RootCursor(environment)
    {
        public override DataViewSchema Schema => schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ref TValue value) => CheckGood();

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => CheckGood();

        protected override bool MoveNextCore() => false;
    }
}
