namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The training rows' feature values, row by row. Rows are added one at a time, since a cursor does not say how many come.</summary>
internal sealed class FeatureMatrix(int featureCount)
{
    private const int ChunkValues = 1 << 20;

    private readonly int _rowsPerChunk = Math.Max(1, ChunkValues / Math.Max(1, featureCount));
    private readonly List<float[]> _chunks = [];

    public int FeatureCount { get; } = featureCount;

    public int RowCount { get; private set; }

    /// <summary>The values of a new row, all zero.</summary>
    public Span<float> AddRow()
    {
        var place = RowCount % _rowsPerChunk;
        if (place == 0)
            _chunks.Add(new float[_rowsPerChunk * FeatureCount]);
        RowCount++;
        return _chunks[^1].AsSpan(place * FeatureCount, FeatureCount);
    }

    public ReadOnlySpan<float> Row(int row) => _chunks[row / _rowsPerChunk].AsSpan(row % _rowsPerChunk * FeatureCount, FeatureCount);

    public void CopyColumn(int feature, Span<float> column)
    {
        for (var first = 0; first < RowCount; first += _rowsPerChunk)
        {
            var chunk = _chunks[first / _rowsPerChunk].AsSpan();
            var part = column.Slice(first, Math.Min(_rowsPerChunk, RowCount - first));
            for (int row = 0, at = feature; row < part.Length; row++, at += FeatureCount)
                part[row] = chunk[at];
        }
    }
}
