using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Keeps the columns that were asked for, from the first pass on. Rows are numbered anew, images are left out, and rows can be read in any order.
/// </summary>
internal sealed class CacheDataView : IDataView
{
    private const int RowsPerBatch = 64;

    private readonly LocalEnvironment _environment;
    private readonly IDataView _source;
    private readonly ColumnBuffer[] _columns;
    private readonly Lock _fillLock = new();
    private readonly string[] _prefetch;
    private long? _rowCount;
    private bool _counted;

    public CacheDataView(LocalEnvironment environment, IDataView input, string[] prefetch)
    {
        _environment = environment;
        _source = CacheableColumns.Select(environment, input);
        _prefetch = prefetch;
        foreach (var name in prefetch)
        {
            if (input.Schema.GetColumnOrNull(name) is not { } column)
                throw Contracts.ExceptSchemaMismatch("columnsToPrefetch", "prefetch", name);
            Contracts.Check(column.Type.IsCacheable(), $"Asked to prefetch column '{name}' into cache, but it is of unhandled type '{column.Type}'");
        }

        _columns = new ColumnBuffer[Schema.Count];
        _rowCount = _source.GetRowCount();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _rowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, ActiveColumns.Of(columnsNeeded, Schema), new RowOrder(rand), null);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        n = ParallelCursors.Count(n);
        if (n <= 1)
            return [GetRowCursor(columnsNeeded, rand)];
        var order = new RowOrder(rand);
        var nextBatch = new BatchCounter();
        return [.. Enumerable.Range(0, n).Select(_ => (DataViewRowCursor)new Cursor(this, active, order, nextBatch))];
    }

    /// <summary>Reads what is asked for and not there yet, in one pass.</summary>
    private int Fill(bool[] active)
    {
        lock (_fillLock)
        {
            var missing = Schema.Where(c => _columns[c.Index] == null && (active[c.Index] || (!_counted && Array.Exists(_prefetch, p => p == c.Name)))).ToArray();
            if (!_counted || missing.Length > 0)
                Read(missing);
            return (int)_rowCount.GetValueOrDefault();
        }
    }

    private void Read(DataViewSchema.Column[] columns)
    {
        using var channel = _environment.Start("Cache Filler");
        using var cursor = _source.GetRowCursor(columns);
        var buffers = Array.ConvertAll(columns, c => ColumnBuffer.Create(c.Type.RawType));
        Action<int>[] fillers = [.. buffers.Zip(columns).Select(p => p.First.Filler(Getters.Untyped(cursor, p.Second)))];
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var fill in fillers)
                fill(rows);
        }

        Contracts.Check(
            !_counted || rows == _rowCount,
            $"Inconsistent number of rows from input data view detected: {rows} after {_rowCount}. This indicates a bug within the implementation of the input data view.");
        for (var i = 0; i < columns.Length; i++)
            _columns[columns[i].Index] = buffers[i];
        _rowCount = rows;
        _counted = true;
        channel.Trace(MessageSensitivity.None, "Cached {0} columns of {1} rows", columns.Length, rows);
    }

    /// <summary>The order of the rows, the same for all cursors of a set.</summary>
    private sealed class RowOrder(Random rand)
    {
        private readonly Lock _lock = new();
        private int[] _permutation;

        public int RowAt(int place, int count)
        {
            if (rand == null)
                return place;
            lock (_lock)
                _permutation ??= Shuffled(count);
            return _permutation[place];
        }

        private int[] Shuffled(int count)
        {
            int[] rows = [.. Enumerable.Range(0, count)];
            rand.Shuffle(rows);
            return rows;
        }
    }

    private sealed class BatchCounter
    {
        private long _next = -1;

        public long Next() => Interlocked.Increment(ref _next);
    }

    private sealed class Cursor(CacheDataView view, bool[] active, RowOrder order, BatchCounter batches) : RootCursor(view._environment)
    {
        private int _rowCount = -1;
        private long _place = -1;
        private long _batch = -1;
        private int _row;

        public override DataViewSchema Schema => view.Schema;

        public override long Batch => batches == null ? 0 : Math.Max(_batch, 0);

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new ArgumentOutOfRangeException(nameof(column), $"requested column '{column.Name}' not active");
            return Getters.Typed<TValue>(ColumnBuffer.Create(column.Type.RawType).Getter(() => view._columns[column.Index], Row), column);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row(), 0);

        protected override bool MoveNextCore()
        {
            if (_rowCount < 0)
                _rowCount = view.Fill(active);
            _place++;
            if (batches != null && (_batch < 0 || _place == (_batch + 1) * RowsPerBatch))
            {
                _batch = batches.Next();
                _place = _batch * RowsPerBatch;
            }

            if (_place >= _rowCount)
                return false;
            _row = order.RowAt((int)_place, _rowCount);
            return true;
        }

        private int Row()
        {
            CheckGood();
            return _row;
        }
    }
}
