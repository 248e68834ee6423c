using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>Several augmented rows for each row, made when a cursor comes to them.</summary>
internal sealed class AugmentedView : IDataView
{
    private readonly IDataView _source;
    private readonly IReadOnlyList<AugmentedColumn> _outputs;
    private volatile bool _opened;
    private volatile bool _used;

    public AugmentedView(IDataView source, AugmentPlan plan, bool explains)
    {
        _source = source;
        Plan = plan;
        _outputs = plan.Bind(InputColumns.Of(source.Schema), explains);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(source.Schema);
        foreach (var output in _outputs)
            schema.AddColumn(output.Name, output.Type ?? throw new InvalidOperationException($"The type of column '{output.Name}' is not known although there is data."));
        Schema = schema.ToSchema();
    }

    public AugmentPlan Plan { get; }

    /// <summary>Rows were read, and never anything that is augmented.</summary>
    public bool WasReadInVain => _opened && !_used;

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _source.GetRowCount() * Plan.RowsOfOne;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.One(_source.GetRowCursor(Dependencies(needed), rand), cursor => new AugmentedCursor(this, cursor, needed));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.Each(_source.GetRowCursorSet(Dependencies(needed), n, rand), cursor => new AugmentedCursor(this, cursor, needed));
    }

    /// <summary>The column as the source has it, where it is the source's.</summary>
    public DataViewSchema.Column? SourceColumn(DataViewSchema.Column column) => column.Index < _source.Schema.Count ? _source.Schema[column.Index] : null;

    /// <summary>What makes an augmented column.</summary>
    public AugmentedColumn Output(DataViewSchema.Column column) => _outputs[column.Index - _source.Schema.Count];

    private IEnumerable<DataViewSchema.Column> Dependencies(DataViewSchema.Column[] columns)
    {
        _opened = true;
        var needed = new bool[_source.Schema.Count];
        foreach (var column in columns)
        {
            if (SourceColumn(column) is { } own)
            {
                needed[own.Index] = true;
                continue;
            }
            _used = true;
            foreach (var input in Output(column).Inputs)
                needed[_source.Schema[input].Index] = true;
        }
        return _source.Schema.Where(column => needed[column.Index]);
    }
}
