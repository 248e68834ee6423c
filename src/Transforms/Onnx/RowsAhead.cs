using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Some rows taken ahead: what the network gives, and everything that the rows had when the input stood on them.</summary>
internal sealed class RowsAhead
{
    private readonly OnnxPlan _plan;
    private readonly DataViewRowCursor _input;
    private readonly bool _checks;
    private readonly KeptOutputs? _kept;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _positions;
    private readonly long[] _batchNumbers;
    private ExceptionDispatchInfo? _failure;
    private TaskCompletionSource _done = new();
    private OnnxSession? _session;
    private int _batchSize;

    public RowsAhead(OnnxPlan plan, OnnxIntakes intakes, DataViewRowCursor input, BoundStep bound, bool[] active, bool[] wanted, KeptOutputs? kept, bool checks)
    {
        _plan = plan;
        _input = input;
        _checks = checks;
        _kept = kept;
        Batch = new(plan, intakes, wanted, kept is not null);
        _id = input.GetIdGetter();
        _ids = new DataViewRowId[intakes.Capacity];
        _positions = new long[intakes.Capacity];
        _batchNumbers = new long[intakes.Capacity];
        Columns = new BufferedColumn?[bound.InputSchema.Count];
        foreach (var column in bound.InputSchema)
        {
            if (active[column.Index])
                Columns[column.Index] = BufferedColumn.Of(column, input, intakes.Capacity);
        }
    }

    public OnnxBatch Batch { get; }

    /// <summary>The active columns of the input, by their index.</summary>
    public BufferedColumn?[] Columns { get; }

    public int Count => Batch.Count;

    /// <summary>Whether its rows have their scores, or something went wrong.</summary>
    public bool IsFinished => _done.Task.IsCompleted;

    public DataViewRowId Id(int slot) => _ids[slot];

    public long Position(int slot) => _positions[slot];

    public long BatchNumber(int slot) => _batchNumbers[slot];

    /// <summary>Takes rows until it is full; false when no more will come. Where a row cannot be read, those before it are taken, and the reason is kept for who asks for the next.</summary>
    public bool Fill()
    {
        Batch.Clear();
        _done = new();
        _failure = null;
        try
        {
            while (!Batch.IsFull)
            {
                if (!_input.MoveNext())
                    return false;
                Take(Batch.Count);
            }
            return true;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            return false;
        }
    }

    /// <summary>Says how the rows are to be scored.</summary>
    public void Prepare(OnnxSession session, OnnxSchedule schedule) => (_session, _batchSize) = (session, schedule.BatchSize);

    /// <summary>Scores the rows, unless they have failed already.</summary>
    public void Score()
    {
        if (IsFinished)
            return;
        try
        {
            _session!.Repeatability.ThrowIfFailed();
            Batch.Score(_session, _batchSize);
            if (_checks && Batch.ToScore > 0 && _session.Repeatability.Claim())
                _session.Repeatability.Require(Batch, _session, _plan, _batchSize);
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }
        Batch.LetGoOfInputs();
        _done.SetResult();
    }

    /// <summary>The rows get no scores, for this reason.</summary>
    public void Fail(Exception e)
    {
        Batch.LetGoOfInputs();
        _done.SetException(e);
    }

    /// <summary>Waits for the scores, or throws what went wrong.</summary>
    public void Finish()
    {
        _done.Task.GetAwaiter().GetResult();
        // Here, and not by whoever scores: so the first rows are kept, on however many threads.
        for (var slot = 0; slot < Count; slot++)
            _kept?.Add(_ids[slot], Batch, slot);
    }

    /// <summary>Throws why the row behind its last could not be read, if that was so.</summary>
    public void ThrowIfNextFailed() => _failure?.Throw();

    /// <summary>Waits without asking how it went.</summary>
    public void Wait() => _done.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

    /// <summary>Takes the row that the input stands on.</summary>
    private void Take(int slot)
    {
        _id(ref _ids[slot]);
        _positions[slot] = _input.Position;
        // Parallel consumers put rows back in order by this number.
        _batchNumbers[slot] = _input.Batch;
        foreach (var column in Columns)
            column?.Take(slot);
        if (_kept is not null && _kept.TryGet(_ids[slot], out var outputs))
            Batch.AddKept(outputs);
        else
            Batch.Read();
    }
}
