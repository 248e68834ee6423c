using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Boxes under an act, and the reason why one is dropped. Results stay parallel to the source: who reads them leaves out what is not kept.</summary>
public static class SampleBoxes
{
    /// <summary>Moves boxes to the upright hull of their corners, cuts them, and judges them.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Boxes with continuous edges.</param>
    /// <param name="rules">What must be left of a box.</param>
    /// <param name="destination">As many boxes.</param>
    /// <param name="reasons">As many reasons.</param>
    /// <returns>How many are kept.</returns>
    public static int Move(GeometricAct act, ImageShape image, ReadOnlySpan<Box> source, BoxRules rules, Span<Box> destination, Span<BoxDropReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(rules);
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        Ensure.Room(reasons.Length, source.Length, nameof(reasons));
        var window = act.Window(image);
        var kept = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var whole = Area.Of(source[i]);
            var moved = whole.Size > 0 ? act.Hull(whole, image) : whole;
            var cut = moved.Cut(window);
            reasons[i] = rules.Judge(moved.Size, cut.Size, Math.Min(cut.X2 - cut.X1, cut.Y2 - cut.Y1));
            destination[i] = (rules.Clip && reasons[i] == BoxDropReason.Kept ? cut : moved).ToBox();
            kept += reasons[i] == BoxDropReason.Kept ? 1 : 0;
        }
        return kept;
    }

    /// <summary>Replaces kept boxes by the tight ones around their pixels of the moved mask, and judges area and side again.</summary>
    /// <param name="mask">The moved mask: pixel value k belongs to box k - 1.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="rules">What must be left of a box.</param>
    /// <param name="boxes">The moved boxes, at most 255; changed in place.</param>
    /// <param name="reasons">Their reasons; changed in place.</param>
    /// <returns>How many are kept.</returns>
    /// <exception cref="ArgumentException">There are more boxes than a mask of bytes can tell apart.</exception>
    public static int Tighten(ReadOnlySpan<byte> mask, ImageShape shape, BoxRules rules, Span<Box> boxes, Span<BoxDropReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Ensure.Length(mask.Length, shape.Width * shape.Height, nameof(mask));
        if (boxes.Length > 255)
            throw new ArgumentException($"There are {boxes.Length} boxes; a mask of bytes tells at most 255 instances apart.", nameof(boxes));
        Span<Area> tight = stackalloc Area[256];
        tight.Fill(Area.None);
        for (var y = 0; y < shape.Height; y++)
        {
            var row = mask.Slice(y * shape.Width, shape.Width);
            for (var x = row.IndexOfAnyExcept((byte)0); (uint)x < (uint)row.Length; x++)
            {
                if (row[x] != 0)
                    tight[row[x]] = tight[row[x]].With(new(x, y)).With(new(x + 1, y + 1));
            }
        }
        var kept = 0;
        for (var i = 0; i < boxes.Length; i++)
        {
            if (reasons[i] != BoxDropReason.Kept)
                continue;
            var area = tight[i + 1];
            reasons[i] = rules.Judge(area.Size, area.Size, Math.Min(area.X2 - area.X1, area.Y2 - area.Y1));
            if (area.Size == 0)
                reasons[i] = BoxDropReason.Outside;
            if (reasons[i] != BoxDropReason.Kept)
                continue;
            boxes[i] = area.ToBox();
            kept++;
        }
        return kept;
    }
}
