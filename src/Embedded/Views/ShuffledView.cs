namespace Microsoft.ML.Data;

/// <summary>The rows in another order: each place takes a row at random out of a pool of those that come next. Ids stay; images are left out.</summary>
internal sealed class ShuffledView : IDataView
{
    private readonly LocalEnvironment _environment;
    private readonly IDataView _source;
    private readonly int _seed;
    private readonly int _poolSize;
    private readonly bool _shuffleSource;

    public ShuffledView(LocalEnvironment environment, IDataView input, int seed, int poolSize, bool shuffleSource)
    {
        _environment = environment;
        _source = CacheableColumns.Select(environment, input);
        _seed = seed;
        _poolSize = poolSize;
        _shuffleSource = shuffleSource;
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        rand ??= new Random(_seed);
        var input = _source.GetRowCursor(columnsNeeded, _shuffleSource ? new Random(rand.Next()) : null);
        return _poolSize == 1 ? input : new Cursor(_environment, input, _poolSize, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly Random _rand;
        private readonly int[] _pool;
        private readonly ColumnBuffer[] _columns;
        private readonly ColumnBuffer _ids = ColumnBuffer.Create(typeof(DataViewRowId));
        private Action<int>[] _fillers;
        private int _filled;
        private int _current;

        public Cursor(LocalEnvironment environment, DataViewRowCursor input, int poolSize, Random rand)
            : base(environment)
        {
            _input = input;
            _rand = rand;
            // One slot more than the pool holds the row that is handed out.
            _pool = [.. Enumerable.Range(0, poolSize + 1)];
            _columns = [.. Schema.Select(c => input.IsColumnActive(c) ? ColumnBuffer.Create(c.Type.RawType) : null)];
        }

        public override DataViewSchema Schema => _input.Schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => _input.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var buffer = _columns[column.Index] ?? throw new ArgumentOutOfRangeException(nameof(column), $"requested column '{column.Name}' not active");
            return Getters.Typed<TValue>(buffer.Getter(() => buffer, Slot), column);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)_ids.Getter(() => _ids, Slot);

        protected override bool MoveNextCore()
        {
            _fillers ??= [.. Schema.Where(_input.IsColumnActive).Select(c => _columns[c.Index].Filler(Getters.Untyped(_input, c))), _ids.Filler(_input.GetIdGetter())];
            while (_filled < _pool.Length - 1 && _input.MoveNext())
            {
                foreach (var fill in _fillers)
                    fill(_pool[_filled]);
                _filled++;
            }

            if (_filled == 0)
                return false;
            // The chosen row's slot changes places with the free one, the last row's with the chosen one's.
            var chosen = _rand.Next(_filled);
            _filled--;
            _current = _pool[chosen];
            _pool[chosen] = _pool[_filled];
            _pool[_filled] = _pool[^1];
            _pool[^1] = _current;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }

        private int Slot()
        {
            CheckGood();
            return _current;
        }
    }
}
