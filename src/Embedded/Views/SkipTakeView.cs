namespace Microsoft.ML.Data;

/// <summary>The rows after some that are skipped, up to a number of them.</summary>
internal sealed class SkipTakeView(LocalEnvironment environment, IDataView source, long skip, long take) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount() is { } count ? Math.Min(Math.Max(0, count - skip), take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => new Cursor(environment, source.GetRowCursor(columnsNeeded), skip, take);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(LocalEnvironment environment, DataViewRowCursor input, long skip, long take) : LinkedRootCursor(environment, input)
    {
        private long _toSkip = skip;
        private long _toTake = take;

        public override long Batch => 0;

        protected override bool MoveNextCore()
        {
            if (_toTake-- <= 0)
                return false;
            for (; _toSkip > 0; _toSkip--)
            {
                if (!Input.MoveNext())
                    return false;
            }

            return Input.MoveNext();
        }
    }
}
