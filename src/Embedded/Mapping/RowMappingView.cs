namespace Microsoft.ML.Data;

/// <summary>A view with computed columns added; also the row mapper of such a transformer, then over an empty view.</summary>
internal sealed class RowMappingView : IDataView, IRowToRowMapper
{
    private readonly LocalEnvironment _environment;
    private readonly IDataView _source;
    private readonly RowMapper _mapper;
    private readonly ColumnBindings _bindings;

    public RowMappingView(LocalEnvironment environment, IDataView source, RowMapper mapper)
    {
        _environment = environment;
        _source = source;
        _mapper = mapper;
        _bindings = new ColumnBindings(source.Schema, mapper.OutputColumns);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _bindings.Schema;

    DataViewSchema IRowToRowMapper.InputSchema => _source.Schema;

    DataViewSchema IRowToRowMapper.OutputSchema => Schema;

    public static DataViewSchema SchemaOf(RowMapper mapper) => new ColumnBindings(mapper.InputSchema, mapper.OutputColumns).Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        columnsNeeded = [.. columnsNeeded];
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        rand = CanShuffle ? rand : null;
        // What is computed is worth computing on several threads; without it, the input decides.
        return ParallelCursors.ConsolidatedOrNull(_environment, this, columnsNeeded, rand)
            ?? new Cursor(this, _source.GetRowCursor(Needed(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var inputs = _source.GetRowCursorSet(Needed(active), n, rand);
        if (inputs.Length == 1 && n > 1 && Array.Exists(_bindings.AddedIndices, i => active[i]))
            inputs = ParallelCursors.Split(_environment, inputs[0], n);
        return Array.ConvertAll(inputs, input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    IEnumerable<DataViewSchema.Column> IRowToRowMapper.GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => Needed(ActiveColumns.Of(dependingColumns, Schema));

    DataViewRow IRowToRowMapper.GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != _source.Schema)
            throw new InvalidOperationException("Schema of input row must be the same as the schema the mapper is bound to");
        var active = ActiveColumns.Of(activeColumns, Schema);
        var getters = _mapper.CreateGetters(input, _bindings.AddedActive(active), out var disposer);
        return new Row(this, input, getters, disposer);
    }

    private DataViewSchema.Column[] Needed(bool[] active)
    {
        var needed = new bool[_source.Schema.Count];
        for (var i = 0; i < active.Length; i++)
        {
            if (!active[i])
                continue;
            if (_bindings.IsSource(i, out var index))
            {
                needed[index] = true;
                continue;
            }

            foreach (var column in _mapper.DependenciesOf(index))
                needed[column.Index] = true;
        }

        return [.. _source.Schema.Where(c => needed[c.Index])];
    }

    private ValueGetter<TValue> Getter<TValue>(DataViewRow input, Delegate[] getters, DataViewSchema.Column column)
        => _bindings.IsSource(column.Index, out var index)
            ? input.GetGetter<TValue>(input.Schema[index])
            : Getters.Typed<TValue>(getters[index] ?? throw new ArgumentOutOfRangeException(nameof(column), $"requested column '{column.Name}' not active"), column);

    private sealed class Cursor : SynchronizedCursor
    {
        private readonly RowMappingView _view;
        private readonly bool[] _active;
        private readonly Delegate[] _getters;
        private readonly Action _disposer;

        public Cursor(RowMappingView view, DataViewRowCursor input, bool[] active)
            : base(view._environment, input)
        {
            _view = view;
            _active = active;
            _getters = view._mapper.CreateGetters(input, view._bindings.AddedActive(active), out _disposer);
        }

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new InvalidOperationException($"requested column '{column.Name}' not active");
            return _view.Getter<TValue>(Input, _getters, column);
        }

        protected override void DisposeCore() => _disposer?.Invoke();
    }

    private sealed class Row(RowMappingView view, DataViewRow input, Delegate[] getters, Action disposer) : WrappingRow(input)
    {
        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
            => view._bindings.IsSource(column.Index, out var index) ? Input.IsColumnActive(Input.Schema[index]) : getters[index] != null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => view.Getter<TValue>(Input, getters, column);

        protected override void DisposeCore() => disposer?.Invoke();
    }
}
