using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>A point in continuous coordinates.</summary>
internal readonly record struct PlanePoint(double X, double Y);

/// <summary>The smallest turned rectangle around points: one of its sides lies along a side of their convex hull (Freeman and Shapira 1975).</summary>
internal static class MinimumAreaRectangle
{
    /// <summary>The rectangle, with an angle greater than -45 and at most 45 degrees, so that its top left corner is the top left one.</summary>
    /// <param name="points">At least one point; their order is lost.</param>
    /// <param name="hull">Room for twice as many points.</param>
    public static OrientedBox Of(Span<PlanePoint> points, Span<PlanePoint> hull)
    {
        hull = hull[..ConvexHull(points, hull)];
        var (best, bestArea) = (Along(hull, 0), double.PositiveInfinity);
        for (var i = 0; i < hull.Length; i++)
        {
            var (from, to) = (hull[i], hull[(i + 1) % hull.Length]);
            if (from == to)
                continue;
            var box = Along(hull, Fold(Math.Atan2(to.Y - from.Y, to.X - from.X)));
            if (box.Width * box.Height < bestArea)
                (best, bestArea) = (box, box.Width * box.Height);
        }

        return best;
    }

    /// <summary>The same direction of sides, with an angle in (-45, 45] degrees.</summary>
    private static double Fold(double angle)
    {
        var turns = Math.Ceiling((angle / (Math.PI / 2)) - 0.5);
        return angle - (turns * Math.PI / 2);
    }

    private static OrientedBox Along(ReadOnlySpan<PlanePoint> hull, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        double left = double.PositiveInfinity, top = double.PositiveInfinity, right = double.NegativeInfinity, bottom = double.NegativeInfinity;
        foreach (var p in hull)
        {
            double u = (p.X * cos) + (p.Y * sin), v = (p.Y * cos) - (p.X * sin);
            (left, right) = (Math.Min(left, u), Math.Max(right, u));
            (top, bottom) = (Math.Min(top, v), Math.Max(bottom, v));
        }

        double x = (left + right) / 2, y = (top + bottom) / 2;
        return new((x * cos) - (y * sin), (x * sin) + (y * cos), right - left, bottom - top, angle);
    }

    // Andrew's monotone chain: the lower and the upper half of the points, sorted from left to right.
    private static int ConvexHull(Span<PlanePoint> points, Span<PlanePoint> hull)
    {
        points.Sort(static (a, b) => a.X != b.X ? a.X.CompareTo(b.X) : a.Y.CompareTo(b.Y));
        var count = 0;
        for (var half = 0; half < 2; half++)
        {
            var start = count;
            foreach (var p in points)
            {
                while (count >= start + 2 && Turn(hull[count - 2], hull[count - 1], p) <= 0)
                    count--;
                hull[count++] = p;
            }

            // The last point of a half is the first of the other.
            count--;
            points.Reverse();
        }

        return Math.Max(count, 1);
    }

    private static double Turn(PlanePoint a, PlanePoint b, PlanePoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
