namespace DeepRecipes.Kernels;

/// <summary>Puts runs of inside pixels together to a mask, in the order of the mask's columns. Runs that touch become one.</summary>
internal sealed class RunWriter(int height, int width)
{
    private readonly List<uint> _counts = [];
    private long _end;

    /// <summary>Adds a run.</summary>
    /// <param name="start">Its first pixel, counted column after column; not before the end of the run before.</param>
    /// <param name="length">Its pixels; a run without any changes nothing.</param>
    public void Add(long start, long length)
    {
        if (length == 0)
            return;
        if (start == _end && _counts.Count > 0)
            _counts[^1] += (uint)length;
        else
            _counts.AddRange((uint)(start - _end), (uint)length);
        _end = start + length;
    }

    /// <summary>Adds a run of one column.</summary>
    public void Add(int column, int firstRow, int endRow) => Add(((long)column * height) + firstRow, endRow - firstRow);

    /// <summary>The mask of what was added. The writer is done with.</summary>
    public RleMask ToMask()
    {
        var rest = ((long)height * width) - _end;
        if (rest > 0)
            _counts.Add((uint)rest);
        return RleMask.FromTrusted(height, width, [.. _counts]);
    }
}
