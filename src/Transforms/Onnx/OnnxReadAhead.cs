using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>
/// Reads rows ahead of those that are handed out, and scores them. Whoever is free takes the next rows from the input, one at a time, and scores them himself while the next one reads:
/// so rows are read in their order and never by two threads at once, reading and scoring overlap, and what was read is still near when the network wants it.
/// The consumer's thread takes its turns too, but only where it would have to wait.
/// </summary>
internal sealed class OnnxReadAhead : IDisposable
{
    /// <summary>Numbers that are put together without a thought: 256 kB of the usual ones.</summary>
    private const int SmallNumbers = 1 << 16;

    /// <summary>Rows that are taken ahead by several callers, however small their batches, as long as they have no more than 8 MB.</summary>
    private const int RowsAtLeast = 8;

    private const int FewNumbers = 1 << 21;

    private readonly DataViewRowCursor _input;
    private readonly BoundStep _bound;
    private readonly OnnxPlan _plan;
    private readonly OnnxScoring _scoring;
    private readonly KeptOutputs? _kept;
    private readonly bool[] _active;
    private readonly bool[] _wanted;
    private readonly int _cursors;
    private readonly OnnxMemory _memory;
    private readonly List<OnnxSession> _rented = [];
    private readonly List<OnnxIntakes> _intakes = [];
    private readonly ConcurrentQueue<RowsAhead> _underWay = [];
    private readonly ConcurrentBag<RowsAhead> _free = [];
    private readonly Lock _reading = new();
    private readonly Lock _singleCaller = new();
    private volatile OnnxSchedule _schedule;
    private volatile bool _ended;
    private ExceptionDispatchInfo? _failure;
    private int _busy;

    /// <param name="input">The rows.</param>
    /// <param name="bound">The step on their schema.</param>
    /// <param name="scoring">What the cursors of a transformer share.</param>
    /// <param name="kept">Outputs that are known from earlier passes; null where none are kept.</param>
    /// <param name="active">The columns that somebody will ask for.</param>
    /// <param name="wanted">The outputs among them.</param>
    /// <param name="cursors">How many cursors share the rows, and so the callers.</param>
    public OnnxReadAhead(DataViewRowCursor input, BoundStep bound, OnnxScoring scoring, KeptOutputs? kept, bool[] active, bool[] wanted, int cursors)
    {
        (_input, _bound, _scoring, _kept, _active, _cursors) = (input, bound, scoring, kept, active, cursors);
        // What is kept may be asked for by others, who want other columns.
        _wanted = kept is null ? wanted : [.. wanted.Select(_ => true)];
        _rented.Add(scoring.Step.Rent(scoring.Schedule.Threads));
        try
        {
            _plan = OnnxPlan.Of(scoring.Step, _rented[0].Info, InputColumns.Of(bound.InputSchema));
            scoring.Learn(_plan);
            _schedule = scoring.Schedule;
            _memory = _rented[0].NewMemory();
            OnnxWarmUp.Run(scoring.Step, _plan, _rented[0], _memory, _schedule.BatchSize);
        }
        catch
        {
            _memory?.Dispose();
            _rented[0].Dispose();
            throw;
        }
    }

    public OnnxPlan Plan => _plan;

    /// <summary>The next rows, with their scores; null when there are no more.</summary>
    /// <param name="used">The rows that were handed out before, which are done with.</param>
    public RowsAhead? Next(RowsAhead? used)
    {
        if (used is not null)
        {
            used.ThrowIfNextFailed();
            _free.Add(used);
        }
        while (true)
        {
            WakeAnother();
            // In this order: the last rows are there before it is said that they are the last.
            var ended = _ended;
            if (!_underWay.TryPeek(out var oldest) && ended)
            {
                _failure?.Throw();
                return null;
            }
            if (oldest is not { IsFinished: true })
            {
                if (!TakeTurn(oldest))
                    oldest?.Wait();
                continue;
            }
            _underWay.TryDequeue(out _);
            oldest.Finish();
            if (oldest.Count > 0)
                return oldest;
            oldest.ThrowIfNextFailed();
        }
    }

    public void Dispose()
    {
        lock (_reading)
            _ended = true;
        // Runs under way use the sessions and their memory: let them end.
        foreach (var rows in _underWay)
            rows.Wait();
        foreach (var intakes in _intakes)
            intakes.Dispose();
        _memory.Dispose();
        foreach (var session in _rented)
            session.Dispose();
        _input.Dispose();
    }

    /// <summary>Threads beside the consumer's that take turns: two for a single caller, so that one reads while the other scores.</summary>
    private int Others => _schedule.Callers == 1 ? 2 : Math.Max(1, _schedule.Callers / _cursors) - 1;

    /// <summary>
    /// Batches that are read and not handed out: for a single caller one that is read, one that is scored and one that waits; else one for each thread and as many that wait, and some
    /// rows more where batches are small, so that nobody has to stop when the system holds one of them up.
    /// </summary>
    private int Ahead => Others == 0 ? 1 : _schedule.Callers == 1 ? 3 : Math.Max((2 * Others) + 2, Math.Min(RowsAtLeast, FewNumbers / _plan.NumbersOfRow) / Capacity);

    /// <summary>
    /// Rows taken at once. A model with a number of rows of its own gets whole runs of it: several where the rows are small, and one where they are so large that more of them
    /// would only push each other out of the processor's caches.
    /// </summary>
    private int Capacity => _plan.RowsOfRun == 0
        ? _schedule.BatchSize
        : _plan.RowsOfRun * (int)Math.Clamp(SmallNumbers / ((long)_plan.RowsOfRun * _plan.NumbersOfRow), 1, Math.Max(1, _schedule.BatchSize / _plan.RowsOfRun));

    private bool HasRoom => !_ended && _underWay.Count < Ahead;

    private void WakeAnother()
    {
        for (var busy = Volatile.Read(ref _busy); busy < Others && HasRoom; busy = Volatile.Read(ref _busy))
        {
            if (Interlocked.CompareExchange(ref _busy, busy + 1, busy) != busy)
                continue;
            // With the consumer's context: what reads a row may be the user's own code, and look at the culture or an AsyncLocal.
            ThreadPool.QueueUserWorkItem(static ahead => ahead.TakeTurns(), this, preferLocal: false);
            return;
        }
    }

    /// <summary>What another thread does as long as there is something to do: nothing waits, or has to be closed, when there is not.</summary>
    private void TakeTurns()
    {
        while (Read(null) is { } rows)
        {
            WakeAnother();
            Score(rows);
        }
        Interlocked.Decrement(ref _busy);
    }

    /// <summary>What the consumer does instead of waiting for the oldest rows, if it can. A single caller is another thread, unless nothing has been begun.</summary>
    private bool TakeTurn(RowsAhead? oldest)
    {
        if ((oldest is not null && _schedule.Callers == 1) || Read(oldest) is not { } rows)
            return false;
        Score(rows);
        return true;
    }

    /// <summary>Reads the next rows; null where there are none, or no room for them, or where <paramref name="awaited"/> were finished before it was this thread's turn.</summary>
    private RowsAhead? Read(RowsAhead? awaited)
    {
        lock (_reading)
        {
            if (!HasRoom || awaited is { IsFinished: true })
                return null;
            var tries = _scoring.WantsTrial(_plan);
            RowsAhead rows;
            try
            {
                rows = Free(tries ? ScheduleTrial.Rows : Capacity);
            }
            catch (Exception e)
            {
                // The input gives no getters. Who asks for rows is told, whoever's turn it was: a thread of the pool that throws ends the process.
                _failure = ExceptionDispatchInfo.Capture(e);
                _ended = true;
                return null;
            }
            var goesOn = rows.Fill();
            try
            {
                if (tries)
                    TrySchedules(rows);
                _schedule = _scoring.Schedule;
                rows.Prepare(Session(), _schedule);
            }
            catch (Exception e)
            {
                rows.Fail(e);
            }
            _scoring.Count(rows.Batch);
            _underWay.Enqueue(rows);
            _ended = !goesOn;
            return rows;
        }
    }

    private void Score(RowsAhead rows)
    {
        if (_schedule.Callers > 1)
        {
            rows.Score();
            return;
        }
        lock (_singleCaller)
            rows.Score();
    }

    private void TrySchedules(RowsAhead rows)
    {
        // What is under way would slow the trials down.
        foreach (var earlier in _underWay)
            earlier.Wait();
        _scoring.Try(rows.Batch, _plan);
    }

    /// <summary>Rows that nobody uses.</summary>
    private RowsAhead Free(int capacity)
    {
        while (_free.TryTake(out var rows))
        {
            if (rows.Batch.Capacity == capacity)
                return rows;
        }
        if (_intakes.Count == 0 || _intakes[^1].Capacity != capacity)
            _intakes.Add(new(_plan, _input, _memory, _wanted, capacity));
        return new(_plan, _intakes[^1], _input, _bound, _active, _wanted, _kept, _scoring.Step.ChecksRepeatability);
    }

    /// <summary>The session with the schedule's threads. Those of earlier schedules may still be in use and are let go of at the end.</summary>
    private OnnxSession Session()
    {
        if (_rented[^1].Threads != _schedule.Threads)
            _rented.Add(_scoring.Step.Rent(_schedule.Threads));
        return _rented[^1];
    }
}
