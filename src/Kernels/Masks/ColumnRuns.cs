namespace DeepRecipes.Kernels;

/// <summary>The inside runs of a mask, cut where a column ends: in an image runs go on from one column's foot to the next one's head.</summary>
internal ref struct ColumnRuns(RleMask mask)
{
    private readonly ReadOnlySpan<uint> _counts = mask.Counts;
    private readonly int _height = mask.Height;
    private int _next;
    private long _start;
    private long _end;

    /// <summary>The column, its first row inside, and the row behind its last one.</summary>
    public (int Column, int First, int End) Current { get; private set; }

    public readonly ColumnRuns GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_start == _end)
        {
            if (_next + 1 >= _counts.Length)
                return false;
            _start = _end + _counts[_next];
            _end = _start + _counts[_next + 1];
            _next += 2;
        }

        (long column, long first) = Math.DivRem(_start, _height);
        long end = Math.Min(_end, (column + 1) * _height);
        Current = ((int)column, (int)first, (int)(end - (column * _height)));
        _start = end;
        return true;
    }
}
