using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Oriented boxes under an act.</summary>
public static class SampleOrientedBoxes
{
    private const int PartsOfABentSide = 16;

    /// <summary>
    /// Moves oriented boxes to the smallest rectangle around their four moved corners (around places along their sides, where lines bend) that shares a side with the quadrilateral.
    /// They are neither cut nor judged. The angle of a result is from -pi/2 (not included) to pi/2, of the side that was the width.
    /// </summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Oriented boxes; angles turn x towards y.</param>
    /// <param name="destination">As many; may be <paramref name="source"/>.</param>
    public static void Move(GeometricAct act, ImageShape image, ReadOnlySpan<OrientedBox> source, Span<OrientedBox> destination)
    {
        ArgumentNullException.ThrowIfNull(act);
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        var parts = act.KeepsLines ? 1 : PartsOfABentSide;
        Span<Place> sides = stackalloc Place[4 * parts], corners = stackalloc Place[4];
        for (var i = 0; i < source.Length; i++)
        {
            Corners(source[i], corners);
            for (var side = 0; side < sides.Length; side++)
            {
                var (from, to, share) = (corners[side / parts], corners[((side / parts) + 1) % 4], side % parts / (double)parts);
                sides[side] = act.Move(new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share)), image);
            }
            destination[i] = Around(sides, parts);
        }
    }

    /// <summary>
    /// Moves oriented boxes and judges them like boxes, but never cuts them: a cut rectangle would be none.
    /// </summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Oriented boxes; angles turn x towards y.</param>
    /// <param name="rules">What must be left of a box; a side is that of the rectangle.</param>
    /// <param name="destination">As many.</param>
    /// <param name="reasons">As many reasons.</param>
    /// <returns>How many are kept.</returns>
    public static int Move(GeometricAct act, ImageShape image, ReadOnlySpan<OrientedBox> source, BoxRules rules, Span<OrientedBox> destination, Span<BoxDropReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Ensure.Room(reasons.Length, source.Length, nameof(reasons));
        Move(act, image, source, destination);
        var window = act.Window(image);
        Span<Place> corners = stackalloc Place[4];
        var kept = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var moved = destination[i];
            Corners(moved, corners);
            var visible = ConvexCut.VisibleSize(corners, window);
            reasons[i] = rules.Judge(moved.Width * moved.Height, visible < 1e-9 * moved.Width * moved.Height ? 0 : visible, Math.Min(moved.Width, moved.Height));
            kept += reasons[i] == BoxDropReason.Kept ? 1 : 0;
        }
        return kept;
    }

    /// <summary>The corners, starting at the one with least x and y in the box's own axes, along its width first.</summary>
    internal static void Corners(OrientedBox box, Span<Place> corners)
    {
        var (sin, cos) = Math.SinCos(box.Angle);
        double wx = cos * box.Width / 2, wy = sin * box.Width / 2, hx = -sin * box.Height / 2, hy = cos * box.Height / 2;
        corners[0] = new(box.CenterX - wx - hx, box.CenterY - wy - hy);
        corners[1] = new(box.CenterX + wx - hx, box.CenterY + wy - hy);
        corners[2] = new(box.CenterX + wx + hx, box.CenterY + wy + hy);
        corners[3] = new(box.CenterX - wx + hx, box.CenterY - wy + hy);
    }

    private static OrientedBox Around(ReadOnlySpan<Place> sides, int parts)
    {
        var best = default(OrientedBox);
        var least = double.PositiveInfinity;
        for (var side = 0; side < 4; side++)
        {
            var (from, to) = (sides[side * parts], sides[(side + 1) % 4 * parts]);
            var angle = Math.Atan2(to.Y - from.Y, to.X - from.X);
            if (side % 2 == 1)
                angle -= Math.PI / 2; // the sides 1 and 3 were the height; the width stands across
            var box = Around(sides, Normalize(angle));
            // A rectangle stays one in most ops: the first side wins against the rounding of the others.
            if (box.Width * box.Height < least * (1 - 1e-9))
                (best, least) = (box, box.Width * box.Height);
        }
        return best;
    }

    private static OrientedBox Around(ReadOnlySpan<Place> places, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var area = Area.None;
        foreach (var place in places)
            area = area.With(new((cos * place.X) + (sin * place.Y), (cos * place.Y) - (sin * place.X)));
        double u = (area.X1 + area.X2) / 2, v = (area.Y1 + area.Y2) / 2;
        return new((cos * u) - (sin * v), (sin * u) + (cos * v), area.X2 - area.X1, area.Y2 - area.Y1, angle);
    }

    private static double Normalize(double angle)
    {
        angle -= Math.PI * Math.Round(angle / Math.PI);
        return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
    }
}
