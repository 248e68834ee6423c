namespace Microsoft.ML.Data;

/// <summary>Each row as often as a Poisson draw of mean 1 says, or, as the complement, the rows whose draw was 0. The repeats of a row get ids of their own.</summary>
internal sealed class BootstrapView(LocalEnvironment environment, IDataView source, int seed, bool complement) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => new Cursor(environment, source.GetRowCursor(columnsNeeded), new Random(seed), complement);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(LocalEnvironment environment, DataViewRowCursor input, Random draws, bool complement) : LinkedRootCursor(environment, input)
    {
        private int _remaining;

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var getter = Input.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                getter(ref id);
                id = id.Combine(new DataViewRowId((ulong)_remaining, 0));
            };
        }

        protected override bool MoveNextCore()
        {
            while (_remaining == 0 && Input.MoveNext())
            {
                _remaining = Poisson();
                if (complement)
                    _remaining = _remaining == 0 ? 1 : 0;
            }

            return _remaining-- > 0;
        }

        /// <summary>Knuth's method: how many uniform draws it takes for their product to fall to 1/e.</summary>
        private int Poisson()
        {
            var count = -1;
            for (var product = 1.0; product > Math.Exp(-1); count++)
                product *= draws.NextDouble();
            return count;
        }
    }
}
