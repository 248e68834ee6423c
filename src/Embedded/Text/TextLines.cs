namespace Microsoft.ML.Data;

/// <summary>Deals the lines of files out in batches, to one reader or to several on different threads.</summary>
internal sealed class TextLines : IDisposable
{
    private const int LinesPerBatch = 64;

    private readonly IEnumerator<string> _lines;
    private readonly Lock _lock = new();
    private long _rows;
    private long _batches;

    public TextLines(IMultiStreamSource source, bool hasHeader, long maxRows) => _lines = Read(source, hasHeader).Take((int)Math.Min(maxRows, int.MaxValue)).GetEnumerator();

    /// <summary>The next lines; null when there are none.</summary>
    public Batch Next()
    {
        lock (_lock)
        {
            var lines = new List<string>(LinesPerBatch);
            while (lines.Count < LinesPerBatch && _lines.MoveNext())
                lines.Add(_lines.Current);
            if (lines.Count == 0)
                return null;
            var batch = new Batch(_batches++, _rows, [.. lines]);
            _rows += lines.Count;
            return batch;
        }
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>Empty lines and comments are no rows; each file has a header of its own.</summary>
    private static IEnumerable<string> Read(IMultiStreamSource source, bool hasHeader)
    {
        for (var i = 0; i < source.Count; i++)
        {
            using var reader = source.OpenTextReader(i);
            var header = hasHeader;
            while (reader.ReadLine() is { } line)
            {
                if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal))
                    continue;
                if (!header)
                    yield return line;
                header = false;
            }
        }
    }

    /// <summary>Consecutive lines, with the number of the first of their rows.</summary>
    public sealed record Batch(long Id, long FirstRow, string[] Lines);
}
