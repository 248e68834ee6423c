using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Intersection over union of oriented boxes: the area where two turned rectangles overlap, exact up to rounding.</summary>
/// <remarks>The corners of one rectangle are cut by the four sides of the other (Sutherland and Hodgman). Two boxes without area give NaN.</remarks>
public static class OrientedIoUKernel
{
    // A quadrilateral cut by four half planes has at most eight corners.
    private const int MostCorners = 8;

    /// <summary>The IoU of one pair.</summary>
    /// <param name="first">One box.</param>
    /// <param name="second">The other box.</param>
    /// <returns>0 (apart) to 1 (the same); NaN when both have no area.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static double Value(OrientedBox first, OrientedBox second)
    {
        EnsureProper(first, nameof(first));
        EnsureProper(second, nameof(second));
        return Overlap(first, second);
    }

    /// <summary>Each with each: <c>destination[i * M + j]</c> is the IoU of <c>boxes1[i]</c> and <c>boxes2[j]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">M boxes.</param>
    /// <param name="destination">At least N x M values, row by row.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static void Pairwise(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination)
    {
        Ensure.Room(destination.Length, checked(boxes1.Length * boxes2.Length), nameof(destination));
        foreach (OrientedBox box in boxes1)
            EnsureProper(box, nameof(boxes1));
        foreach (OrientedBox box in boxes2)
            EnsureProper(box, nameof(boxes2));
        for (int i = 0; i < boxes1.Length; i++)
        {
            for (int j = 0; j < boxes2.Length; j++)
                destination[(i * boxes2.Length) + j] = Overlap(boxes1[i], boxes2[j]);
        }
    }

    private static double Overlap(OrientedBox first, OrientedBox second)
    {
        double area1 = first.Width * first.Height;
        double area2 = second.Width * second.Height;
        double intersection = area1 > 0 && area2 > 0 ? Math.Min(Intersection(first, second), Math.Min(area1, area2)) : 0;
        return intersection / (area1 + area2 - intersection);
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

    private static void EnsureProper(OrientedBox box, string name)
    {
        if (!(double.IsFinite(box.CenterX) && double.IsFinite(box.CenterY) && double.IsFinite(box.Angle)
            && double.IsFinite(box.Width) && double.IsFinite(box.Height) && box.Width >= 0 && box.Height >= 0))
        {
            throw new ArgumentOutOfRangeException(name, box, $"{name} must hold finite numbers and sides of at least 0.");
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Corner(double X, double Y);
}
