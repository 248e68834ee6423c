using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>How the rows of one cursor are shared among several, and how several become one again in order.</summary>
internal static class ParallelCursors
{
    /// <summary>How many cursors are used where nobody said how many.</summary>
    public static int DefaultCount => Math.Max(2, Environment.ProcessorCount - 1);

    /// <summary>One cursor over a set that <paramref name="view"/> gives; null when a needed column cannot cross threads.</summary>
    public static DataViewRowCursor ConsolidatedOrNull(IChannelProvider provider, IDataView view, IEnumerable<DataViewSchema.Column> columns, Random rand)
    {
        if (!CacheableColumns.AllCacheable(columns))
            return null;
        var cursors = view.GetRowCursorSet(columns, DefaultCount, rand);
        return cursors.Length == 1 ? cursors[0] : new Consolidator(cursors).Cursor(provider);
    }

    /// <summary>Cursors that share the rows of one, which a thread reads ahead; that one alone when an active column cannot cross threads.</summary>
    public static DataViewRowCursor[] Split(IChannelProvider provider, DataViewRowCursor input, int n)
        => n <= 1 || !CacheableColumns.AllCacheable(input.Schema.Where(input.IsColumnActive)) ? [input] : new Splitter(input, n).Cursors(provider);

    /// <summary>How many cursors to make when <paramref name="n"/> are asked for.</summary>
    public static int Count(int n) => n > 0 ? Math.Min(n, 2 * DefaultCount) : DefaultCount;
}
