using System.Collections.Concurrent;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>
/// The outputs of rows of one data view that were scored, for those who come again. It keeps the first rows it gets and never drops one for another:
/// over rows that come in the same order each time, that would keep nothing.
/// </summary>
internal sealed class KeptOutputs(int most)
{
    private readonly ConcurrentDictionary<DataViewRowId, Array[]> _rows = new();
    private int _count;

    public bool TryGet(DataViewRowId id, out Array[] outputs) => _rows.TryGetValue(id, out outputs!);

    public void Add(DataViewRowId id, OnnxBatch batch, int slot)
    {
        if (Volatile.Read(ref _count) < most && !_rows.ContainsKey(id) && Interlocked.Increment(ref _count) <= most)
            _rows.TryAdd(id, batch.Row(slot));
    }
}
