namespace DeepRecipes.Kernels;

/// <summary>
/// Where a resized image lies in its target, and the way back: the inverse mapping every prediction needs. The scales of x and y are each their own (rounding the
/// window to whole pixels makes them differ even in a letterbox).
/// </summary>
/// <param name="SourceWidth">Width of the source image, pixels.</param>
/// <param name="SourceHeight">Height of the source image.</param>
/// <param name="TargetWidth">Width of the target.</param>
/// <param name="TargetHeight">Height of the target.</param>
/// <param name="Left">First column of the window that holds the resized image.</param>
/// <param name="Top">First row of the window.</param>
/// <param name="Width">Columns of the window.</param>
/// <param name="Height">Rows of the window.</param>
public readonly record struct LetterboxPlacement(int SourceWidth, int SourceHeight, int TargetWidth, int TargetHeight, int Left, int Top, int Width, int Height)
{
    /// <summary>Target pixels for a source pixel, horizontally.</summary>
    public double ScaleX => (double)Width / SourceWidth;

    /// <summary>Target pixels for a source pixel, vertically.</summary>
    public double ScaleY => (double)Height / SourceHeight;

    /// <summary>The whole target is filled; the aspect is not kept.</summary>
    /// <param name="sourceWidth">At least 1.</param>
    /// <param name="sourceHeight">At least 1.</param>
    /// <param name="targetWidth">At least 1.</param>
    /// <param name="targetHeight">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static LetterboxPlacement Stretch(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight)
    {
        Ensure.Positive(sourceWidth);
        Ensure.Positive(sourceHeight);
        Ensure.Positive(targetWidth);
        Ensure.Positive(targetHeight);
        return new LetterboxPlacement(sourceWidth, sourceHeight, targetWidth, targetHeight, 0, 0, targetWidth, targetHeight);
    }

    /// <summary>The largest window with the source's aspect that fits; sides are rounded half to even, and are at least 1.</summary>
    /// <param name="sourceWidth">At least 1.</param>
    /// <param name="sourceHeight">At least 1.</param>
    /// <param name="targetWidth">At least 1.</param>
    /// <param name="targetHeight">At least 1.</param>
    /// <param name="centered">True: bars on both sides (an odd pixel goes right or below). False: the image lies at the top left.</param>
    /// <param name="enlarge">False: an image smaller than the target keeps its size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static LetterboxPlacement Fit(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight, bool centered = true, bool enlarge = true)
    {
        LetterboxPlacement whole = Stretch(sourceWidth, sourceHeight, targetWidth, targetHeight);
        double ratio = Math.Min(whole.ScaleX, whole.ScaleY);
        if (!enlarge)
            ratio = Math.Min(ratio, 1);
        int width = Math.Clamp((int)Math.Round(sourceWidth * ratio), 1, targetWidth);
        int height = Math.Clamp((int)Math.Round(sourceHeight * ratio), 1, targetHeight);
        int left = centered ? (targetWidth - width) / 2 : 0;
        int top = centered ? (targetHeight - height) / 2 : 0;
        return whole with { Left = left, Top = top, Width = width, Height = height };
    }

    /// <summary>A box of the source, in the target.</summary>
    /// <param name="box">Continuous edges in source pixels.</param>
    public Box Map(Box box) => new(
        (float)((box.X1 * ScaleX) + Left), (float)((box.Y1 * ScaleY) + Top),
        (float)((box.X2 * ScaleX) + Left), (float)((box.Y2 * ScaleY) + Top));

    /// <summary>A box of the target, back in the source. Not clipped.</summary>
    /// <param name="box">Continuous edges in target pixels.</param>
    public Box Unmap(Box box) => new(
        (float)((box.X1 - Left) / ScaleX), (float)((box.Y1 - Top) / ScaleY),
        (float)((box.X2 - Left) / ScaleX), (float)((box.Y2 - Top) / ScaleY));

    /// <summary>A keypoint (pixel centres are integers) of the source, in the target.</summary>
    /// <param name="x">Source column.</param>
    /// <param name="y">Source row.</param>
    public (double X, double Y) MapPoint(double x, double y) =>
        (((x + 0.5) * ScaleX) - 0.5 + Left, ((y + 0.5) * ScaleY) - 0.5 + Top);

    /// <summary>A keypoint of the target, back in the source. Not clipped.</summary>
    /// <param name="x">Target column.</param>
    /// <param name="y">Target row.</param>
    public (double X, double Y) UnmapPoint(double x, double y) =>
        (((x + 0.5 - Left) / ScaleX) - 0.5, ((y + 0.5 - Top) / ScaleY) - 0.5);

    /// <summary>The same map as a matrix on pixel-centre coordinates.</summary>
    public AffineTransform ToAffine() => new(ScaleX, 0, (0.5 * ScaleX) - 0.5 + Left, 0, ScaleY, (0.5 * ScaleY) - 0.5 + Top);
}
