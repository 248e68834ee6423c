using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The piece of a picture that a second network looks at (top-down key points, landmarks, recognition).</summary>
/// <remarks>
/// Take the tile, resize it to the second network's input and keep that resize's <see cref="ResizeMapping"/>; then
/// <see cref="ResizeMapping.ToOriginal(DetectionBuffer, bool)"/> brings its points into the tile and <see cref="Tile.ToPicture(DetectionBuffer)"/> into the picture.
/// </remarks>
public static class Crop
{
    /// <summary>Whole pixels around a detected box, inside the picture.</summary>
    /// <param name="box">The box in the picture's pixels.</param>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="margin">Share of the box's own width and height that is added on each side; at least 0.</param>
    /// <param name="aspectRatio">Width over height to which the shorter side is widened, before the picture's border cuts it; null keeps the box's own.</param>
    /// <returns>The pixels that the widened box touches; at least one pixel, at most the picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range, or the box is not finite, has no area or lies outside the picture.</exception>
    public static Tile Around(Box box, int width, int height, double margin = 0, double? aspectRatio = null) =>
        TryAround(box, width, height, out var tile, margin, aspectRatio)
            ? tile
            : throw new ArgumentOutOfRangeException(nameof(box), box, $"box must have an area and lie at least partly in the picture of {width} x {height} pixels.");

    /// <summary>Whole pixels around a detected box, inside the picture, where there are any.</summary>
    /// <param name="box">The box in the picture's pixels.</param>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="tile">The pixels that the widened box touches; at least one pixel, at most the picture.</param>
    /// <param name="margin">Share of the box's own width and height that is added on each side; at least 0.</param>
    /// <param name="aspectRatio">Width over height to which the shorter side is widened, before the picture's border cuts it; null keeps the box's own.</param>
    /// <returns>False where the box is not finite, has no area or lies outside the picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public static bool TryAround(Box box, int width, int height, out Tile tile, double margin = 0, double? aspectRatio = null)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.InRange(margin, 0, 100);
        if (aspectRatio is { } given)
            Ensure.InRange(given, 0.001, 1000, nameof(aspectRatio));
        tile = default;
        if (!(box.Width > 0 && box.Height > 0 && float.IsFinite(box.Width) && float.IsFinite(box.Height)) || box.X2 <= 0 || box.Y2 <= 0 || box.X1 >= width || box.Y1 >= height)
            return false;
        double w = box.Width * (1 + (2 * margin)), h = box.Height * (1 + (2 * margin));
        if (aspectRatio is { } ratio)
            (w, h) = (Math.Max(w, h * ratio), Math.Max(h, w / ratio));
        double x = ((double)box.X1 + box.X2) / 2, y = ((double)box.Y1 + box.Y2) / 2;
        int left = (int)Math.Max(0, Math.Floor(x - (w / 2))), top = (int)Math.Max(0, Math.Floor(y - (h / 2)));
        tile = new(left, top, (int)Math.Min(width, Math.Ceiling(x + (w / 2))) - left, (int)Math.Min(height, Math.Ceiling(y + (h / 2))) - top);
        return true;
    }
}
