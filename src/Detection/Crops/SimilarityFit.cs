using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The turn, scale and shift that bring points onto a template, least squares (face alignment before recognition).</summary>
public static class SimilarityFit
{
    /// <summary>ArcFace's template: where right eye, left eye, nose tip, right and left mouth corner (the person's) lie in a face of 112 x 112 pixels; x, y for each.</summary>
    public static ReadOnlySpan<float> ArcFace112 =>
        [38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f];

    /// <summary>The transform from the points to the template.</summary>
    /// <remarks>Never mirrors. Followed: Umeyama 1991, in the closed form for two dimensions.</remarks>
    /// <param name="from">x, y for each point; at least two different points.</param>
    /// <param name="to">As many x, y.</param>
    /// <exception cref="ArgumentException">The lengths differ, are odd or less than 4, a value is not finite, or all points are the same, so that there is no such transform.</exception>
    public static AffineTransform Estimate(ReadOnlySpan<float> from, ReadOnlySpan<float> to) =>
        TryEstimate(from, to, out var transform) ? transform : throw new ArgumentException("from must hold finite points that are not all the same, and to finite ones.", nameof(from));

    /// <summary>The transform from the points to the template, where there is one.</summary>
    /// <param name="from">x, y for each point.</param>
    /// <param name="to">As many x, y.</param>
    /// <param name="transform">The transform.</param>
    /// <returns>False where a value is not finite, all points of a side are the same, or no turn and scale brings them nearer.</returns>
    /// <exception cref="ArgumentException">The lengths differ, are odd or less than 4.</exception>
    public static bool TryEstimate(ReadOnlySpan<float> from, ReadOnlySpan<float> to, out AffineTransform transform)
    {
        if (from.Length < 4 || from.Length % 2 != 0)
            throw new ArgumentException($"from holds {from.Length} values; x, y of at least two points are needed.", nameof(from));
        Ensure.Length(to.Length, from.Length, nameof(to));
        var (fromX, fromY) = Mean(from);
        var (toX, toY) = Mean(to);
        double dot = 0, cross = 0, spread = 0;
        for (var i = 0; i < from.Length; i += 2)
        {
            double x = from[i] - fromX, y = from[i + 1] - fromY, u = to[i] - toX, v = to[i + 1] - toY;
            dot += (x * u) + (y * v);
            cross += (x * v) - (y * u);
            spread += (x * x) + (y * y);
        }

        if (!(spread > 0) || !double.IsFinite(dot + cross + spread) || (dot == 0 && cross == 0))
        {
            transform = default;
            return false;
        }

        double a = dot / spread, b = cross / spread;
        transform = new(a, -b, toX - (a * fromX) + (b * fromY), b, a, toY - (b * fromX) - (a * fromY));
        return true;
    }

    private static (double X, double Y) Mean(ReadOnlySpan<float> points)
    {
        double x = 0, y = 0;
        for (var i = 0; i < points.Length; i += 2)
            (x, y) = (x + points[i], y + points[i + 1]);
        return (x / (points.Length / 2), y / (points.Length / 2));
    }
}
