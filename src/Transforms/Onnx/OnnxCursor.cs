using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Hands out, one by one, rows that were read and scored ahead.</summary>
internal sealed class OnnxCursor : DataViewRowCursor
{
    private readonly BoundStep _bound;
    private readonly OnnxReadAhead _ahead;
    private readonly bool[] _active;
    private readonly Delegate?[] _getters;
    private RowsAhead? _current;
    private int _slot;
    private bool _disposed;

    /// <param name="input">The rows.</param>
    /// <param name="bound">The step on their schema.</param>
    /// <param name="scoring">What the cursors of a transformer share.</param>
    /// <param name="kept">Outputs that are known from earlier passes; null where none are kept.</param>
    /// <param name="needed">The active columns.</param>
    /// <param name="cursors">How many cursors share the rows, and so the callers.</param>
    public OnnxCursor(DataViewRowCursor input, BoundStep bound, OnnxScoring scoring, KeptOutputs? kept, DataViewSchema.Column[] needed, int cursors)
    {
        _bound = bound;
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
        _getters = new Delegate?[Schema.Count];
        _ahead = new(input, bound, scoring, kept, _active, bound.Wanted(needed), cursors);
    }

    public override long Position => _current is null ? -1 : _current.Position(_slot);

    public override long Batch => _current is null ? 0 : _current.BatchNumber(_slot);

    public override DataViewSchema Schema => _bound.OutputSchema;

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_current is not null && ++_slot < _current.Count)
            return true;
        var used = _current;
        _current = null;
        _current = _ahead.Next(used);
        _slot = 0;
        return _current is not null;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = Current().Id(_slot);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor; name it among the columns needed.");
        var getter = _getters[column.Index] ??= _bound.IsInput(column.Index)
            ? BufferedColumn.Getter(_bound.InputSchema[column.Index], () => (Current().Columns, _slot))
            : OnnxBatch.Getter(_ahead.Plan, column.Index - _bound.InputSchema.Count, () => (Current().Batch, _slot));
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _ahead.Dispose();
        }
        base.Dispose(disposing);
    }

    private RowsAhead Current() => _current ?? throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");
}
