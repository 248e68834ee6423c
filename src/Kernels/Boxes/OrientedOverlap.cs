using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>What all overlap measures of two oriented boxes are made of, exact up to rounding.</summary>
internal static class OrientedOverlap
{
    // A quadrilateral cut by four half planes has at most eight corners, and so has the hull of two.
    private const int MostCorners = 8;

    public static (double Intersection, double Union) Areas(OrientedBox first, OrientedBox second)
    {
        double area1 = first.Width * first.Height;
        double area2 = second.Width * second.Height;
        double intersection = area1 > 0 && area2 > 0 ? Math.Min(Intersection(first, second), Math.Min(area1, area2)) : 0;
        return (intersection, area1 + area2 - intersection);
    }

    /// <summary>The area of the smallest convex shape around both, and the squared diagonal of the rectangle of least area around both.</summary>
    public static (double Area, double SquaredDiagonal) Hull(OrientedBox first, OrientedBox second)
    {
        Span<Corner> corners = stackalloc Corner[MostCorners];
        Write(first, corners);
        Write(second, corners[4..]);
        Span<Corner> hull = stackalloc Corner[MostCorners + 1];
        int count = Around(corners, hull);
        double twice = 0;
        double least = double.PositiveInfinity;
        double diagonal = 0;
        for (int i = 0; i < count; i++)
        {
            Corner p = hull[i];
            Corner q = hull[i + 1 == count ? 0 : i + 1];
            twice += (p.X * q.Y) - (q.X * p.Y);
            // A rectangle of least area lies along an edge of the hull (Freeman and Shapira 1975).
            (double width, double height) = Extent(hull[..count], q.X - p.X, q.Y - p.Y);
            if (width * height < least)
                (least, diagonal) = (width * height, (width * width) + (height * height));
        }

        return (Math.Abs(twice) / 2, diagonal);
    }

    public static double SquaredDistance(OrientedBox first, OrientedBox second)
    {
        double dx = first.CenterX - second.CenterX;
        double dy = first.CenterY - second.CenterY;
        return (dx * dx) + (dy * dy);
    }

    private static void Write(OrientedBox box, Span<Corner> corners)
    {
        (double sin, double cos) = Math.SinCos(box.Angle);
        ReadOnlySpan<Corner> unit = [new(-1, -1), new(1, -1), new(1, 1), new(-1, 1)];
        for (int i = 0; i < unit.Length; i++)
        {
            double u = unit[i].X * box.Width / 2;
            double v = unit[i].Y * box.Height / 2;
            corners[i] = new(box.CenterX + (u * cos) - (v * sin), box.CenterY + (u * sin) + (v * cos));
        }
    }

    /// <summary>The convex hull by Andrew's monotone chain; two corners or one where all lie on a line or a point.</summary>
    private static int Around(Span<Corner> corners, Span<Corner> hull)
    {
        corners.Sort((a, b) => a.X != b.X ? a.X.CompareTo(b.X) : a.Y.CompareTo(b.Y));
        int count = 0;
        for (int i = 0; i < corners.Length; i++)
            count = Push(hull, count, corners[i], 0);
        int lower = count - 1;
        for (int i = corners.Length - 2; i >= 0; i--)
            count = Push(hull, count, corners[i], lower);
        return Math.Max(1, count - 1);
    }

    /// <summary>Drops corners from which the next one does not turn left, then adds it.</summary>
    private static int Push(Span<Corner> hull, int count, Corner next, int keep)
    {
        while (count - keep >= 2 && ((hull[count - 1].X - hull[count - 2].X) * (next.Y - hull[count - 2].Y)) - ((hull[count - 1].Y - hull[count - 2].Y) * (next.X - hull[count - 2].X)) <= 0)
            count--;
        hull[count] = next;
        return count + 1;
    }

    /// <summary>How far the corners reach along a direction and across it.</summary>
    private static (double Width, double Height) Extent(ReadOnlySpan<Corner> corners, double x, double y)
    {
        double length = Math.Sqrt((x * x) + (y * y));
        if (length == 0)
            return (0, 0);
        (x, y) = (x / length, y / length);
        (double left, double right, double top, double bottom) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        foreach (Corner corner in corners)
        {
            double along = (corner.X * x) + (corner.Y * y);
            double across = (corner.Y * x) - (corner.X * y);
            (left, right) = (Math.Min(left, along), Math.Max(right, along));
            (top, bottom) = (Math.Min(top, across), Math.Max(bottom, across));
        }

        return (right - left, bottom - top);
    }

    /// <summary>Works in the frame of <paramref name="clip"/>, where its sides are the lines x = +-w/2 and y = +-h/2.</summary>
    private static double Intersection(OrientedBox subject, OrientedBox clip)
    {
        Span<Corner> corners = stackalloc Corner[MostCorners];
        Span<Corner> scratch = stackalloc Corner[MostCorners];
        (double sin, double cos) = Math.SinCos(clip.Angle);
        double x = subject.CenterX - clip.CenterX;
        double y = subject.CenterY - clip.CenterY;
        double centerX = (x * cos) + (y * sin);
        double centerY = (y * cos) - (x * sin);
        (double turnSin, double turnCos) = Math.SinCos(subject.Angle - clip.Angle);
        double halfWidth = subject.Width / 2;
        double halfHeight = subject.Height / 2;
        int count = 0;
        ReadOnlySpan<Corner> unit = [new(-1, -1), new(1, -1), new(1, 1), new(-1, 1)];
        foreach (Corner corner in unit)
        {
            double u = corner.X * halfWidth;
            double v = corner.Y * halfHeight;
            corners[count++] = new(centerX + (u * turnCos) - (v * turnSin), centerY + (u * turnSin) + (v * turnCos));
        }

        count = Cut(corners, count, scratch, 1, 0, clip.Width / 2);
        count = Cut(scratch, count, corners, -1, 0, clip.Width / 2);
        count = Cut(corners, count, scratch, 0, 1, clip.Height / 2);
        count = Cut(scratch, count, corners, 0, -1, clip.Height / 2);
        double twice = 0;
        for (int i = 0; i < count; i++)
        {
            Corner p = corners[i];
            Corner q = corners[i + 1 == count ? 0 : i + 1];
            twice += (p.X * q.Y) - (q.X * p.Y);
        }

        return Math.Abs(twice) / 2;
    }

    /// <summary>Keeps what lies where <c>nx * x + ny * y</c> is at most <paramref name="limit"/>.</summary>
    private static int Cut(ReadOnlySpan<Corner> corners, int count, Span<Corner> kept, double nx, double ny, double limit)
    {
        int n = 0;
        for (int i = 0; i < count; i++)
        {
            Corner p = corners[i];
            Corner q = corners[i + 1 == count ? 0 : i + 1];
            double p0 = limit - ((nx * p.X) + (ny * p.Y));
            double q0 = limit - ((nx * q.X) + (ny * q.Y));
            if (p0 >= 0)
                kept[n++] = p;
            // Rounding may see a ninth corner where a corner touches a side; its area is nothing.
            if ((p0 >= 0) != (q0 >= 0) && n < MostCorners)
            {
                double t = p0 / (p0 - q0);
                kept[n++] = new(p.X + (t * (q.X - p.X)), p.Y + (t * (q.Y - p.Y)));
            }
        }

        return n;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Corner(double X, double Y);
}
