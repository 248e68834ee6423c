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
}
