using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>
/// Takes rows ahead of the one it hands out. The rows are read on the consumer's thread, while earlier ones are being scored by others,
/// so that decoding and scoring overlap and the input is never touched by two threads.
/// </summary>
internal sealed class OnnxCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly BoundStep _bound;
    private readonly OnnxPlan _plan;
    private readonly OnnxSession _session;
    private readonly OnnxCounter _counter;
    private readonly bool[] _active;
    private readonly Queue<RowsAhead> _underWay = [];
    private readonly Stack<RowsAhead> _free = [];
    private readonly Delegate?[] _getters;
    private readonly int _rowsOfBatch;
    private readonly int _most;
    private RowsAhead? _current;
    private int _slot;
    private bool _inputEnded;
    private bool _disposed;

    public OnnxCursor(DataViewRowCursor input, BoundStep bound, OnnxScore step, OnnxCounter counter, DataViewSchema.Column[] needed)
    {
        _input = input;
        _bound = bound;
        _counter = counter;
        _session = step.Rent();
        _plan = OnnxPlan.Of(step, _session.Info, InputColumns.Of(bound.InputSchema));
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
        _getters = new Delegate?[Schema.Count];
        var rows = step.BatchSizeOrDefault;
        // A model with a number of rows of its own gets whole runs of it.
        _rowsOfBatch = _plan.RowsOfRun == 0 ? rows : (rows + _plan.RowsOfRun - 1) / _plan.RowsOfRun * _plan.RowsOfRun;
        _most = step.CallersOrDefault;
    }

    public override long Position => _current is null ? -1 : _current.Position(_slot);

    public override long Batch => _current is null ? 0 : _current.BatchNumber(_slot);

    public override DataViewSchema Schema => _bound.OutputSchema;

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_current is not null && ++_slot < _current.Count)
            return true;
        if (_current is not null)
            _free.Push(_current);
        _current = null;
        while (!_inputEnded && _underWay.Count < _most)
            StartNext();
        if (!_underWay.TryDequeue(out var next))
            return false;
        // One more is read while the oldest is being finished.
        if (!_inputEnded)
            StartNext();
        next.Finish();
        _current = next;
        _slot = 0;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = Current().Id(_slot);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor; name it among the columns needed.");
        var getter = _getters[column.Index] ??= _bound.IsInput(column.Index)
            ? BufferedColumn.Getter(_bound.InputSchema[column.Index], () => (Current().Columns, _slot))
            : OnnxBatch.Getter(_plan, column.Index - _bound.InputSchema.Count, () => (Current().Batch, _slot));
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            // Runs under way use the session and their buffers: let them end.
            while (_underWay.TryDequeue(out var rows))
                rows.Wait();
            _session.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private RowsAhead Current() => _current ?? throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    private void StartNext()
    {
        if (!_free.TryPop(out var rows))
            rows = new(_plan, _rowsOfBatch, _input, _bound, _active);
        _inputEnded = !rows.Fill();
        if (rows.Count == 0)
            return;
        _counter.Add(rows.Count);
        rows.Start(_session.Session);
        _underWay.Enqueue(rows);
    }
}
