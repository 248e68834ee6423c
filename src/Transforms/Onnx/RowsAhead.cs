using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Some rows taken ahead: what the network gets and gives, and everything that the rows had when the input stood on them.</summary>
internal sealed class RowsAhead
{
    private readonly DataViewRowCursor _input;
    private readonly OnnxPlan _plan;
    private readonly KeptOutputs? _kept;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _positions;
    private readonly long[] _batchNumbers;
    private TaskCompletionSource _done = new();
    private OnnxSession? _session;
    private int _batchSize;
    private bool _checks;
    private int _isTaken = 1;

    public RowsAhead(OnnxPlan plan, OnnxScratchPool scratches, int capacity, DataViewRowCursor input, BoundStep bound, bool[] active, bool[] wanted, KeptOutputs? kept)
    {
        _input = input;
        _plan = plan;
        _kept = kept;
        Batch = new(plan, new(plan, input, capacity), scratches, capacity, wanted, kept is not null);
        _id = input.GetIdGetter();
        _ids = new DataViewRowId[capacity];
        _positions = new long[capacity];
        _batchNumbers = new long[capacity];
        Columns = new BufferedColumn?[bound.InputSchema.Count];
        foreach (var column in bound.InputSchema)
        {
            if (active[column.Index])
                Columns[column.Index] = BufferedColumn.Of(column, input, capacity);
        }
    }

    public OnnxBatch Batch { get; }

    /// <summary>The active columns of the input, by their index.</summary>
    public BufferedColumn?[] Columns { get; }

    public int Count => Batch.Count;

    public DataViewRowId Id(int slot) => _ids[slot];

    public long Position(int slot) => _positions[slot];

    public long BatchNumber(int slot) => _batchNumbers[slot];

    /// <summary>Takes rows until it is full; false when the input has ended.</summary>
    public bool Fill()
    {
        Batch.Clear();
        while (!Batch.IsFull)
        {
            if (!_input.MoveNext())
                return false;
            var slot = Batch.Count;
            _id(ref _ids[slot]);
            _positions[slot] = _input.Position;
            // Parallel consumers put rows back in order by this number.
            _batchNumbers[slot] = _input.Batch;
            foreach (var column in Columns)
                column?.Take(slot);
            if (_kept is not null && _kept.TryGet(_ids[slot], out var outputs))
            {
                Batch.AddKept(outputs);
                continue;
            }
            Batch.Read();
        }
        return true;
    }

    /// <summary>Whether its rows have their scores, or something went wrong.</summary>
    public bool IsFinished => _done.Task.IsCompleted;

    /// <summary>From now on whoever comes first may score the rows.</summary>
    public void Offer(OnnxSession session, int batchSize, bool checks)
    {
        session.Repeatability.ThrowIfFailed();
        (_session, _batchSize) = (session, batchSize);
        _checks = checks && Batch.ToScore > 0 && session.Repeatability.Claim();
        _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _isTaken, 0);
    }

    /// <summary>Scores the rows, unless somebody else has begun to.</summary>
    public bool TryScore()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            return false;
        try
        {
            Batch.Score(_session!, _batchSize);
            if (_checks)
                _session!.Repeatability.Require(Batch, _session, _plan, _batchSize);
            _done.SetResult();
        }
        catch (Exception e)
        {
            _done.SetException(e);
        }
        return true;
    }

    /// <summary>Waits for the scores, or throws what went wrong.</summary>
    public void Finish()
    {
        _done.Task.GetAwaiter().GetResult();
        if (_kept is null)
            return;
        foreach (var group in Batch.Groups)
        {
            foreach (var slot in group.Slots)
                _kept.Add(_ids[slot], Batch, slot);
        }
    }

    /// <summary>Sees to it that nobody scores the rows any more: waits for who does, without asking how it went.</summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            Wait();
    }

    /// <summary>Waits without asking how it went.</summary>
    public void Wait()
    {
        ((IAsyncResult)_done.Task).AsyncWaitHandle.WaitOne();
        _ = _done.Task.Exception;
    }
}
