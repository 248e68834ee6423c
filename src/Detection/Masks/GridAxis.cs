namespace DeepRecipes.Detection;

/// <summary>Which pixels of one axis are looked at, and where their centres lie on a grid of coarser cells. The first cell's centre is at 0; beyond the outer centres the edge goes on.</summary>
internal readonly struct GridAxis
{
    private readonly double _scale;
    private readonly double _offset;
    private readonly int _low;
    private readonly int _high;

    /// <param name="first">The first pixel.</param>
    /// <param name="end">The pixel behind the last one.</param>
    /// <param name="scale">Cells a pixel.</param>
    /// <param name="offset">Where the first pixel's left edge lies, in cells from the first cell's centre.</param>
    /// <param name="low">The first cell that has a meaning.</param>
    /// <param name="high">The last one.</param>
    public GridAxis(int first, int end, double scale, double offset, int low, int high)
    {
        (First, End, _scale, _offset, _low, _high) = (first, end, scale, offset, low, high);
        if (first >= end)
            return;
        FirstCell = At(first).Cell;
        EndCell = Math.Min(At(end - 1).Cell + 1, high) + 1;
    }

    public int First { get; }

    public int End { get; }

    /// <summary>The first cell that any of the pixels needs.</summary>
    public int FirstCell { get; }

    /// <summary>The cell behind the last one that any of the pixels needs.</summary>
    public int EndCell { get; }

    public int CellCount => EndCell - FirstCell;

    public bool IsEmpty => First >= End;

    /// <summary>The first and the last cell with anything of the picture in them; the others are the resize's bars.</summary>
    /// <param name="offset">Where the picture begins in the network's input, in its pixels.</param>
    /// <param name="content">How many of its pixels the picture has.</param>
    /// <param name="share">Cells a pixel of the network's input.</param>
    /// <param name="cells">How many cells there are.</param>
    public static (int First, int Last) ContentOf(float offset, int content, double share, int cells)
    {
        // A thousandth is rounding, not a picture.
        var first = (int)Math.Clamp(Math.Floor((offset * share) + 0.001), 0, cells - 1);
        return (first, (int)Math.Clamp(Math.Ceiling(((offset + content) * share) - 0.001) - 1, first, cells - 1));
    }

    /// <summary>The cell at or before a pixel's centre, and how far on the way to the next one it is.</summary>
    public (int Cell, float Share) At(int pixel)
    {
        var place = Math.Clamp(((pixel + 0.5) * _scale) + _offset, _low, _high);
        var cell = (int)place;
        return (cell, (float)(place - cell));
    }
}
