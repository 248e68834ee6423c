namespace Microsoft.ML.Data;

/// <summary>A view with a column of uniform draws in [0, 1) added, the same in every pass: the draw at a place follows from the seed and the place.</summary>
internal sealed class RandomColumnView(LocalEnvironment environment, IDataView source, string name, int seed) : IDataView
{
    private readonly ColumnBindings _bindings = new(source.Schema, [new DataViewSchema.DetachedColumn(name, NumberDataViewType.Single)]);

    public bool CanShuffle => false;

    public DataViewSchema Schema => _bindings.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        return new Cursor(environment, source.GetRowCursor(source.Schema.Where(c => active[c.Index])), _bindings, active, seed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(LocalEnvironment environment, DataViewRowCursor input, ColumnBindings bindings, bool[] active, int seed) : SynchronizedCursor(environment, input)
    {
        private readonly Random _draws = new(seed);
        private long _drawn = -1;
        private float _value;

        public override DataViewSchema Schema => bindings.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => bindings.IsSource(column.Index, out var index)
                ? Input.GetGetter<TValue>(Input.Schema[index])
                : Getters.Typed<TValue>((ValueGetter<float>)Draw, column);

        private void Draw(ref float value)
        {
            for (; _drawn < Position; _drawn++)
                _value = _draws.NextSingle();
            value = _value;
        }
    }
}
