using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor over batches of rows that another thread fills.</summary>
internal sealed class BatchCursor : RootCursor
{
    private readonly bool[] _active;
    private readonly Func<RowBatch> _next;
    private readonly Action _stop;
    private RowBatch _batch;
    private int _at;
    private long _batchId;

    /// <summary>A cursor that takes batches from <paramref name="next"/> until it gives null.</summary>
    public BatchCursor(IChannelProvider provider, DataViewRowCursor like, Func<RowBatch> next, Action stop)
        : base(provider)
    {
        Schema = like.Schema;
        _active = [.. Schema.Select(c => like.IsColumnActive(c))];
        _next = next;
        _stop = stop;
    }

    public override DataViewSchema Schema { get; }

    public override long Batch => _batchId;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"requested column '{column.Name}' not active");
        return Getters.Typed<TValue>(GetterOf(column.Index, column.Type.RawType), column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)GetterOf(-1, typeof(DataViewRowId));

    protected override bool MoveNextCore()
    {
        if (_batch != null && ++_at < _batch.Count)
            return true;
        _batch?.Release();
        _at = 0;
        _batch = _next();
        if (_batch == null)
            return false;
        _batchId = _batch.Id;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stop();
        base.Dispose(disposing);
    }

    private Delegate GetterOf(int column, Type rawType)
        => ColumnBuffer.Create(rawType).Getter(() => Current().Column(column), () => _at);

    private RowBatch Current()
    {
        CheckGood();
        return _batch;
    }
}
