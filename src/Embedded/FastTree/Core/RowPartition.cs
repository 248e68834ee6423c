namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Which rows stand in which leaf: one array of row numbers, each leaf a stretch of it, rows ascending.</summary>
internal sealed class RowPartition
{
    private readonly int[] _rows;
    private readonly int[] _aside;
    private readonly int[] _starts;
    private readonly int[] _counts;

    public RowPartition(int rowCount, int maxLeaves)
    {
        _rows = new int[rowCount];
        _aside = new int[rowCount];
        _starts = new int[maxLeaves];
        _counts = new int[maxLeaves];
    }

    public ReadOnlySpan<int> Rows(int leaf) => _rows.AsSpan(_starts[leaf], _counts[leaf]);

    /// <summary>All rows into leaf 0.</summary>
    public void Reset()
    {
        for (var row = 0; row < _rows.Length; row++)
            _rows[row] = row;
        _starts[0] = 0;
        _counts[0] = _rows.Length;
    }

    /// <summary>Rows whose feature has a bin above <paramref name="bin"/> leave <paramref name="leaf"/> for <paramref name="newLeaf"/>.</summary>
    public void Part(int leaf, int newLeaf, FeatureBlock block, int place, int bin)
    {
        var rows = _rows.AsSpan(_starts[leaf], _counts[leaf]);
        var bins = block.Bins;
        var width = block.Width;
        var stay = 0;
        var leave = 0;
        foreach (var row in rows)
        {
            if (bins[row * width + place] <= bin)
                rows[stay++] = row;
            else
                _aside[leave++] = row;
        }

        _aside.AsSpan(0, leave).CopyTo(rows[stay..]);
        _counts[leaf] = stay;
        _starts[newLeaf] = _starts[leaf] + stay;
        _counts[newLeaf] = leave;
    }
}
