namespace DeepRecipes.Augmentation;

/// <summary>The part of a polygon in an upright window, after Sutherland and Hodgman. (The window is convex; the polygon need not be, but its parts stay joined along the window's edges.)</summary>
internal static class ConvexCut
{
    public static List<Place> Polygon(List<Place> polygon, Area window)
    {
        var (now, next) = (polygon, new List<Place>());
        for (var edge = 0; edge < 4; edge++)
        {
            for (var i = 0; i < now.Count; i++)
            {
                var (a, b) = (now[i], now[(i + 1) % now.Count]);
                double da = Inside(a, window, edge), db = Inside(b, window, edge);
                if (da >= 0)
                    next.Add(a);
                if ((da > 0 && db < 0) || (da < 0 && db > 0))
                    next.Add(new(a.X + ((b.X - a.X) * da / (da - db)), a.Y + ((b.Y - a.Y) * da / (da - db))));
            }
            (now, next) = (next, []);
        }
        return now;
    }

    /// <summary>The area of a polygon.</summary>
    public static double Size(List<Place> polygon)
    {
        double twice = 0;
        for (var i = 0; i < polygon.Count; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }
        return Math.Abs(twice) / 2;
    }

    private static double Inside(Place place, Area window, int edge) => edge switch
    {
        0 => place.X - window.X1,
        1 => place.Y - window.Y1,
        2 => window.X2 - place.X,
        _ => window.Y2 - place.Y,
    };
}
