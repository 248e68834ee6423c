namespace DeepRecipes.Kernels;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>The part inside an image; empty (width or height 0) where there is none.</summary>
    /// <param name="width">The image's width.</param>
    /// <param name="height">The image's height.</param>
    public PixelRectangle ClippedTo(int width, int height)
    {
        int x0 = Math.Clamp(X, 0, width), y0 = Math.Clamp(Y, 0, height);
        int x1 = (int)Math.Clamp((long)X + Width, x0, width), y1 = (int)Math.Clamp((long)Y + Height, y0, height);
        return new PixelRectangle(x0, y0, x1 - x0, y1 - y0);
    }

    internal void EnsureInside(ImageShape shape, string name)
    {
        if (Width < 1 || Height < 1 || X < 0 || Y < 0 || X > shape.Width - Width || Y > shape.Height - Height)
            throw new ArgumentOutOfRangeException(name, this, $"{name} must have at least one pixel and lie inside 0 to {shape.Width} x 0 to {shape.Height}.");
    }
}
