using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>
/// Takes rows ahead of the one it hands out. The rows are read on the consumer's thread, while earlier ones are being scored by others,
/// so that decoding and scoring overlap and the input is never touched by two threads. When enough rows wait, the consumer's thread is one of those that score:
/// no more threads are busy than there are callers, wherever the work lies.
/// </summary>
internal sealed class OnnxCursor : DataViewRowCursor
{
    /// <summary>Numbers that are put together without a thought: 256 kB of the usual ones.</summary>
    private const int SmallNumbers = 1 << 16;

    /// <summary>Rows that are read ahead by several callers, however small their batches, as long as they have no more than 8 MB.</summary>
    private const int RowsAtLeast = 8;

    private const int FewNumbers = 1 << 21;

    private readonly DataViewRowCursor _input;
    private readonly BoundStep _bound;
    private readonly OnnxPlan _plan;
    private readonly OnnxScoring _scoring;
    private readonly KeptOutputs? _kept;
    private readonly int _cursors;
    private readonly List<OnnxSession> _rented = [];
    private readonly OnnxScratchPool _scratches;
    private readonly bool[] _active;
    private readonly bool[] _wanted;
    private readonly Queue<RowsAhead> _underWay = [];
    private readonly Stack<RowsAhead> _free = [];
    private readonly Delegate?[] _getters;
    private OnnxSchedule _schedule;
    private OnnxScorers _others;
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
        _wanted = bound.Wanted(needed);
        _rented.Add(scoring.Step.Rent(scoring.Schedule.Threads));
        _plan = OnnxPlan.Of(scoring.Step, _rented[0].Info, InputColumns.Of(bound.InputSchema));
        scoring.Learn(_plan);
        _schedule = scoring.Schedule;
        _others = new(Others);
        _scratches = new(_plan, _rented[0].NewMemory());
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
        _getters = new Delegate?[Schema.Count];
        OnnxWarmUp.Run(scoring.Step, _plan, _rented[0], _scratches, _schedule.BatchSize);
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
        while (true)
        {
            while (!_inputEnded && _underWay.Count < Ahead)
                StartNext();
            if (!_underWay.TryPeek(out var oldest))
                return false;
            if (!oldest.IsFinished && Helps())
                continue;
            _underWay.Dequeue();
            oldest.Finish();
            _current = oldest;
            _slot = 0;
            return true;
        }
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
                rows.Abandon();
            _scratches.Dispose();
            foreach (var session in _rented)
                session.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private RowsAhead Current() => _current ?? throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    private void StartNext()
    {
        var tries = _scoring.WantsTrial(_plan);
        var capacity = tries ? ScheduleTrial.Rows : Capacity;
        if (!_free.TryPop(out var rows) || rows.Batch.Capacity != capacity)
            rows = new(_plan, _scratches, capacity, _input, _bound, _active, _wanted, _kept);
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
            {
                if (!earlier.TryScore())
                    earlier.Wait();
            }
            _scoring.Try(rows.Batch, _plan);
        }
        if (_schedule != _scoring.Schedule)
        {
            _schedule = _scoring.Schedule;
            _others = new(Others);
        }
        _scoring.Count(rows.Batch);
        rows.Offer(Session(), _schedule.BatchSize, _scoring.Step.ChecksRepeatability);
        _underWay.Enqueue(rows);
        _others.Offer(rows);
    }

    /// <summary>Scores the oldest rows that nobody has begun with, if this thread is one of the callers and there are any.</summary>
    private bool Helps()
    {
        if (_schedule.Callers == 1)
            return false;
        foreach (var rows in _underWay)
        {
            if (rows.TryScore())
                return true;
        }
        return false;
    }

    /// <summary>Threads beside this one that score: a single caller is another thread, so that rows can be read meanwhile.</summary>
    private int Others => _schedule.Callers == 1 ? 1 : Math.Max(1, _schedule.Callers / _cursors) - 1;

    /// <summary>
    /// Batches that are read before the oldest must be finished: one for each caller and as many that wait for them, and some rows more where batches are small, so that nobody
    /// has to stop when the system holds one of them up.
    /// </summary>
    private int Ahead => Others == 0 ? 1 : _schedule.Callers == 1 ? 2 : Math.Max((2 * Others) + 2, Math.Min(RowsAtLeast, FewNumbers / _plan.NumbersOfRow) / Capacity);

    /// <summary>
    /// Rows taken at once. A model with a number of rows of its own gets whole runs of it: several where the rows are small, and one where they are so large that more of them
    /// would only push each other out of the processor's caches.
    /// </summary>
    private int Capacity => _plan.RowsOfRun == 0
        ? _schedule.BatchSize
        : _plan.RowsOfRun * (int)Math.Clamp(SmallNumbers / ((long)_plan.RowsOfRun * _plan.NumbersOfRow), 1, Math.Max(1, _schedule.BatchSize / _plan.RowsOfRun));

    /// <summary>The session with the schedule's threads. Those of earlier schedules may still be in use and are let go of at the end.</summary>
    private OnnxSession Session()
    {
        if (_rented[^1].Threads != _schedule.Threads)
            _rented.Add(_scoring.Step.Rent(_schedule.Threads));
        return _rented[^1];
    }
}
