namespace Microsoft.ML.Data;

/// <summary>Some columns of a view, in a given order; also the row mapper of such a choice, then over an empty view.</summary>
internal sealed class ColumnChoiceView : IDataView, IRowToRowMapper
{
    private readonly LocalEnvironment _environment;
    private readonly IDataView _source;
    private readonly int[] _sourceIndices;

    public ColumnChoiceView(LocalEnvironment environment, IDataView source, int[] sourceIndices)
    {
        _environment = environment;
        _source = source;
        _sourceIndices = sourceIndices;
        Schema = SchemaOf(source.Schema, sourceIndices);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema { get; }

    DataViewSchema IRowToRowMapper.InputSchema => _source.Schema;

    DataViewSchema IRowToRowMapper.OutputSchema => Schema;

    public static DataViewSchema SchemaOf(DataViewSchema source, int[] sourceIndices)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(sourceIndices.Select(i => source[i]));
        return builder.ToSchema();
    }

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        return new Cursor(this, _source.GetRowCursor(Needed(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        return Array.ConvertAll(_source.GetRowCursorSet(Needed(active), n, rand), input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    IEnumerable<DataViewSchema.Column> IRowToRowMapper.GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => Needed(ActiveColumns.Of(dependingColumns, Schema));

    DataViewRow IRowToRowMapper.GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input);

    private DataViewSchema.Column[] Needed(bool[] active)
    {
        var needed = new bool[_source.Schema.Count];
        for (var i = 0; i < active.Length; i++)
            needed[_sourceIndices[i]] |= active[i];
        return [.. _source.Schema.Where(c => needed[c.Index])];
    }

    private sealed class Cursor(ColumnChoiceView view, DataViewRowCursor input, bool[] active) : SynchronizedCursor(view._environment, input)
    {
        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(Input.Schema[view._sourceIndices[column.Index]]);
    }

    private sealed class Row(ColumnChoiceView view, DataViewRow input) : WrappingRow(input)
    {
        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(Input.Schema[view._sourceIndices[column.Index]]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(Input.Schema[view._sourceIndices[column.Index]]);
    }
}
