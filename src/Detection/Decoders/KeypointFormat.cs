using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Writes key points as the buffer keeps them.</summary>
internal static class KeypointFormat
{
    public const float Visible = 2;

    /// <summary>Heads give points in continuous coordinates, like box edges; the buffer counts pixel centres as integers, so half a pixel goes off.</summary>
    public static void Write(Span<float> points, int index, float x, float y, float visibility = Visible)
    {
        points[index * 3] = x - 0.5f;
        points[(index * 3) + 1] = y - 0.5f;
        points[(index * 3) + 2] = visibility;
    }

    /// <summary>The smallest box around all points, in continuous edges.</summary>
    public static Box Hull(ReadOnlySpan<float> points)
    {
        float x1 = float.PositiveInfinity, y1 = float.PositiveInfinity, x2 = float.NegativeInfinity, y2 = float.NegativeInfinity;
        for (var i = 0; i < points.Length; i += 3)
        {
            // Min and Max hand NaN on, and so a broken point breaks the box.
            x1 = MathF.Min(x1, points[i] + 0.5f);
            y1 = MathF.Min(y1, points[i + 1] + 0.5f);
            x2 = MathF.Max(x2, points[i] + 0.5f);
            y2 = MathF.Max(y2, points[i + 1] + 0.5f);
        }

        return new(x1, y1, x2, y2);
    }
}
