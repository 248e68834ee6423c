using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Some rows taken ahead: what the network gets and gives, and everything that the rows had when the input stood on them.</summary>
internal sealed class RowsAhead
{
    private readonly DataViewRowCursor _input;
    private readonly Action<OnnxBatch> _read;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _positions;
    private readonly long[] _batchNumbers;
    private Task _scoring = Task.CompletedTask;

    public RowsAhead(OnnxPlan plan, int capacity, DataViewRowCursor input, BoundStep bound, bool[] active)
    {
        _input = input;
        Batch = new(plan, capacity);
        _read = Batch.Reader(new(input, []));
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
            _read(Batch);
        }
        return true;
    }

    public void Start(InferenceSession session) => _scoring = Task.Run(() => Batch.Score(session));

    /// <summary>Waits for the scores, or throws what went wrong.</summary>
    public void Finish() => _scoring.GetAwaiter().GetResult();

    /// <summary>Waits without asking how it went.</summary>
    public void Wait() => ((IAsyncResult)_scoring).AsyncWaitHandle.WaitOne();
}
