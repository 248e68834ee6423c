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
    private readonly OnnxScoring _scoring;
    private readonly KeptOutputs? _kept;
    private readonly int _cursors;
    private readonly List<OnnxSession> _rented = [];
    private readonly OnnxMemory _memory;
    private readonly bool[] _active;
    private readonly Queue<RowsAhead> _underWay = [];
    private readonly Stack<RowsAhead> _free = [];
    private readonly Delegate?[] _getters;
    private OnnxSchedule _schedule;
    private RowsAhead? _current;
    private int _slot;
    private bool _inputEnded;
    private bool _disposed;

    /// <param name="input">The rows.</param>
    /// <param name="bound">The step on their schema.</param>
    /// <param name="scoring">What the cursors of a transformer share.</param>
    /// <param name="kept">Outputs that are known from earlier passes; null where none are kept.</param>
    /// <param name="needed">The active columns.</param>
    /// <param name="cursors">How many cursors share the rows, and so the callers.</param>
    public OnnxCursor(DataViewRowCursor input, BoundStep bound, OnnxScoring scoring, KeptOutputs? kept, DataViewSchema.Column[] needed, int cursors)
    {
        _input = input;
        _bound = bound;
        _scoring = scoring;
        _kept = kept;
        _cursors = cursors;
        _schedule = scoring.Schedule;
        _rented.Add(scoring.Step.Rent(_schedule.Threads));
        _memory = _rented[0].NewMemory();
        _plan = OnnxPlan.Of(scoring.Step, _rented[0].Info, InputColumns.Of(bound.InputSchema));
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
        _getters = new Delegate?[Schema.Count];
        OnnxWarmUp.Run(scoring.Step, _plan, _rented[0], _memory, input, _schedule.BatchSize);
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
        while (!_inputEnded && _underWay.Count < Math.Max(1, _schedule.Callers / _cursors))
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
            foreach (var rows in _underWay)
                rows.Wait();
            foreach (var rows in _underWay.Concat(_free).Append(_current))
                rows?.Dispose();
            _memory.Dispose();
            foreach (var session in _rented)
                session.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private RowsAhead Current() => _current ?? throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    private void StartNext()
    {
        var tries = _scoring.WantsTrial;
        var capacity = tries ? ScheduleTrial.Rows : Capacity;
        if (!_free.TryPop(out var rows) || rows.Batch.Capacity != capacity)
        {
            rows?.Dispose();
            rows = new(_plan, _memory, capacity, _input, _bound, _active, _kept);
        }
        _inputEnded = !rows.Fill();
        if (rows.Count == 0)
        {
            _free.Push(rows);
            return;
        }
        if (tries)
        {
            // What is under way would slow the trials down.
            foreach (var earlier in _underWay)
                earlier.Wait();
            _scoring.Try(rows.Batch, _plan.RowsOfRun);
        }
        _schedule = _scoring.Schedule;
        _scoring.Count(rows.Batch);
        rows.Start(Session(), _schedule.BatchSize, _scoring.Step.ChecksRepeatability);
        _underWay.Enqueue(rows);
    }

    /// <summary>Rows taken at once. A model with a number of rows of its own gets whole runs of it.</summary>
    private int Capacity => _plan.RowsOfRun == 0 ? _schedule.BatchSize : (_schedule.BatchSize + _plan.RowsOfRun - 1) / _plan.RowsOfRun * _plan.RowsOfRun;

    /// <summary>The session with the schedule's threads. Those of earlier schedules may still be in use and are let go of at the end.</summary>
    private OnnxSession Session()
    {
        if (_rented[^1].Threads != _schedule.Threads)
            _rented.Add(_scoring.Step.Rent(_schedule.Threads));
        return _rented[^1];
    }
}
