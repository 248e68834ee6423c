using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

/// <summary>Copies of the active columns and ids of some consecutive rows of one cursor.</summary>
internal sealed class RowBatch
{
    private readonly RowBatchPool _pool;
    private readonly ColumnBuffer[] _columns;
    private readonly ColumnBuffer _ids = ColumnBuffer.Create(typeof(DataViewRowId));
    private readonly Action<int>[] _fillers;

    public RowBatch(RowBatchPool pool)
    {
        _pool = pool;
        _columns = Array.ConvertAll(pool.Getters, g => g == null ? null : ColumnBuffer.Create(g.GetType().GenericTypeArguments[0]));
        _fillers = [.. _columns.Zip(pool.Getters).Where(p => p.First != null).Select(p => p.First.Filler(p.Second)), _ids.Filler(pool.IdGetter)];
    }

    /// <summary>Where the rows belong in the order of the whole.</summary>
    public long Id { get; private set; }

    public int Count { get; private set; }

    /// <summary>The values of a column, or the ids for -1.</summary>
    public ColumnBuffer Column(int index) => index < 0 ? _ids : _columns[index];

    public void Start(long id)
    {
        Id = id;
        Count = 0;
    }

    /// <summary>Appends the row where the cursor stands.</summary>
    public void Append()
    {
        foreach (var fill in _fillers)
            fill(Count);
        Count++;
    }

    public void Release() => _pool.Return(this);
}

/// <summary>The batches of one cursor, used again and again.</summary>
internal sealed class RowBatchPool
{
    private readonly ConcurrentBag<RowBatch> _free = [];

    public RowBatchPool(DataViewRow row)
    {
        Getters = [.. row.Schema.Select(c => row.IsColumnActive(c) ? Data.Getters.Untyped(row, c) : null)];
        IdGetter = row.GetIdGetter();
    }

    /// <summary>The getters of the active columns, null for the others.</summary>
    public Delegate[] Getters { get; }

    public Delegate IdGetter { get; }

    public RowBatch Rent(long id)
    {
        if (!_free.TryTake(out var batch))
            batch = new RowBatch(this);
        batch.Start(id);
        return batch;
    }

    public void Return(RowBatch batch) => _free.Add(batch);
}
