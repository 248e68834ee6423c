using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Some rows taken ahead: what the network gets and gives, and everything that the rows had when the input stood on them.</summary>
internal sealed class RowsAhead : IDisposable
{
    private readonly DataViewRowCursor _input;
    private readonly OnnxPlan _plan;
    private readonly OnnxRowReader _reader;
    private readonly KeptOutputs? _kept;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _positions;
    private readonly long[] _batchNumbers;
    private Task _scoring = Task.CompletedTask;

    public RowsAhead(OnnxPlan plan, OnnxMemory memory, int capacity, DataViewRowCursor input, BoundStep bound, bool[] active, KeptOutputs? kept)
    {
        _input = input;
        _plan = plan;
        _kept = kept;
        _reader = new(plan, input);
        Batch = new(plan, memory, capacity, kept is not null);
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
            _reader.Read();
            Batch.Add(_reader);
        }
        return true;
    }

    public void Start(OnnxSession session, int batchSize, bool checks)
    {
        if (Batch.ToScore == 0)
        {
            _scoring = Task.CompletedTask;
            return;
        }
        session.Repeatability.ThrowIfFailed();
        var isFirst = checks && session.Repeatability.Claim();
        _scoring = Task.Run(() =>
        {
            Batch.Score(session, batchSize);
            if (isFirst)
                session.Repeatability.Require(Batch, session, _plan, batchSize);
        });
    }

    /// <summary>Waits for the scores, or throws what went wrong.</summary>
    public void Finish()
    {
        _scoring.GetAwaiter().GetResult();
        if (_kept is null)
            return;
        foreach (var group in Batch.Groups)
        {
            foreach (var slot in group.Slots)
                _kept.Add(_ids[slot], Batch, slot);
        }
    }

    /// <summary>Waits without asking how it went.</summary>
    public void Wait() => ((IAsyncResult)_scoring).AsyncWaitHandle.WaitOne();

    /// <summary>Lets go of the memory; nothing may be under way.</summary>
    public void Dispose() => Batch.Dispose();
}
