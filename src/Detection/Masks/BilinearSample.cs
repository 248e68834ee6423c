namespace DeepRecipes.Detection;

/// <summary>Bilinear interpolation in one plane, edges clamped.</summary>
internal static class BilinearSample
{
    public static float At(ReadOnlySpan<float> plane, int columns, int rows, float x, float y)
    {
        x = Math.Clamp(x, 0, columns - 1);
        y = Math.Clamp(y, 0, rows - 1);
        int left = (int)x, top = (int)y;
        int right = Math.Min(left + 1, columns - 1), bottom = Math.Min(top + 1, rows - 1);
        float dx = x - left, dy = y - top;
        var upper = plane[(top * columns) + left] + (dx * (plane[(top * columns) + right] - plane[(top * columns) + left]));
        var lower = plane[(bottom * columns) + left] + (dx * (plane[(bottom * columns) + right] - plane[(bottom * columns) + left]));
        return upper + (dy * (lower - upper));
    }
}
