namespace DeepRecipes.Kernels;

/// <summary>Why a box did not survive.</summary>
public enum BoxDropReason
{
    /// <summary>It did.</summary>
    Kept,

    /// <summary>An edge is NaN or infinite, or the box has no area before clipping.</summary>
    Degenerate,

    /// <summary>Nothing of it lies in the image.</summary>
    Outside,

    /// <summary>The visible share of its area is below the least allowed.</summary>
    Visibility,

    /// <summary>Its area after clipping is below the least allowed.</summary>
    Area,

    /// <summary>Its width or height after clipping is below the least allowed.</summary>
    Side,
}

/// <summary>What a box must keep after clipping to survive.</summary>
/// <param name="MinVisibility">Least share of the area before clipping, 0 to 1.</param>
/// <param name="MinArea">Least area after clipping, square pixels, at least 0.</param>
/// <param name="MinSide">Least width and height after clipping, pixels, at least 0.</param>
public readonly record struct BoxClipRules(double MinVisibility = 0, double MinArea = 0, double MinSide = 0);

/// <summary>Clips boxes to the image, and says of each whether it survives and why not. Nothing is dropped in silence: destination, reasons and source stay parallel.</summary>
public static class BoxVisibilityKernel
{
    /// <summary>Clips every box and judges it.</summary>
    /// <param name="source">Boxes after the whole geometric chain, unclipped.</param>
    /// <param name="width">The image's width.</param>
    /// <param name="height">The image's height.</param>
    /// <param name="rules">What must be left.</param>
    /// <param name="destination">The clipped boxes (for those outside an empty box at the nearest border); may be <paramref name="source"/> itself.</param>
    /// <param name="reasons">For each box why it is dropped, or <see cref="BoxDropReason.Kept"/>.</param>
    /// <returns>How many are kept.</returns>
    /// <exception cref="ArgumentException">A span is too short, or the destination a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rule or a side is out of its range.</exception>
    public static int Apply(ReadOnlySpan<Box> source, int width, int height, BoxClipRules rules, Span<Box> destination, Span<BoxDropReason> reasons)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.InRange(rules.MinVisibility, 0, 1, "rules.MinVisibility");
        Ensure.InRange(rules.MinArea, 0, double.MaxValue, "rules.MinArea");
        Ensure.InRange(rules.MinSide, 0, double.MaxValue, "rules.MinSide");
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        Ensure.Room(reasons.Length, source.Length, nameof(reasons));
        Ensure.ApartOrSame<Box>(source, destination);
        int kept = 0;
        for (int i = 0; i < source.Length; i++)
        {
            reasons[i] = Judge(source[i], width, height, rules, out Box clipped);
            destination[i] = clipped;
            kept += reasons[i] == BoxDropReason.Kept ? 1 : 0;
        }

        return kept;
    }

    private static BoxDropReason Judge(Box box, int width, int height, BoxClipRules rules, out Box clipped)
    {
        clipped = new Box(Math.Clamp(box.X1, 0, width), Math.Clamp(box.Y1, 0, height), Math.Clamp(box.X2, 0, width), Math.Clamp(box.Y2, 0, height));
        double before = ((double)box.X2 - box.X1) * ((double)box.Y2 - box.Y1);
        if (!(box.X2 > box.X1 && box.Y2 > box.Y1) || !double.IsFinite(before))
            return BoxDropReason.Degenerate;
        double w = (double)clipped.X2 - clipped.X1, h = (double)clipped.Y2 - clipped.Y1;
        if (w <= 0 || h <= 0)
            return BoxDropReason.Outside;
        if (w * h < rules.MinVisibility * before)
            return BoxDropReason.Visibility;
        if (w * h < rules.MinArea)
            return BoxDropReason.Area;
        return Math.Min(w, h) < rules.MinSide ? BoxDropReason.Side : BoxDropReason.Kept;
    }
}
