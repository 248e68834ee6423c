using System.Runtime.InteropServices;

namespace DeepRecipes.Augmentation;

/// <summary>The part of a polygon in an upright window, after Sutherland and Hodgman. (The window is convex; the polygon need not be, but its parts stay joined along the window's edges.)</summary>
internal static class ConvexCut
{
    public static List<Place> Polygon(List<Place> polygon, Area window)
    {
        for (var edge = 0; edge < 4; edge++)
        {
            var next = new Place[2 * polygon.Count];
            polygon = [.. next.AsSpan(0, Half(CollectionsMarshal.AsSpan(polygon), window, edge, next))];
        }
        return polygon;
    }

    /// <summary>The area of the part of a quadrilateral in a window.</summary>
    public static double VisibleSize(ReadOnlySpan<Place> corners, Area window)
    {
        Span<Place> now = stackalloc Place[16], next = stackalloc Place[16]; // a cut by four lines adds at most a corner each
        corners.CopyTo(now);
        var count = corners.Length;
        for (var edge = 0; edge < 4; edge++)
        {
            count = Half(now[..count], window, edge, next);
            next[..count].CopyTo(now);
        }
        return Size(now[..count]);
    }

    /// <summary>The area of a polygon.</summary>
    public static double Size(ReadOnlySpan<Place> polygon)
    {
        double twice = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }
        return Math.Abs(twice) / 2;
    }

    private static int Half(ReadOnlySpan<Place> polygon, Area window, int edge, Span<Place> part)
    {
        var count = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            double da = Inside(a, window, edge), db = Inside(b, window, edge);
            if (da >= 0)
                part[count++] = a;
            if ((da > 0 && db < 0) || (da < 0 && db > 0))
                part[count++] = new(a.X + ((b.X - a.X) * da / (da - db)), a.Y + ((b.Y - a.Y) * da / (da - db)));
        }
        return count;
    }

    private static double Inside(Place place, Area window, int edge) => edge switch
    {
        0 => place.X - window.X1,
        1 => place.Y - window.Y1,
        2 => window.X2 - place.X,
        _ => window.Y2 - place.Y,
    };
}
