namespace DeepRecipes.Reports;

/// <summary>Draws masks into an image's own pixels, in the colours that <see cref="PhotoDrawing"/> gives their classes.</summary>
public static class MaskDrawing
{
    /// <summary>Tints the pixels of a mask.</summary>
    /// <param name="pixels">The image, changed in place: HWC, 3 or 4 channels, <c>shape.Length</c> bytes. A fourth channel (alpha) stays as it is.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="order">The order of its colours.</param>
    /// <param name="mask">The mask, as large as the image.</param>
    /// <param name="classIndex">The class's number, which chooses the colour; 0 or more.</param>
    /// <param name="opacity">How much of the colour, 0 to 1.</param>
    /// <exception cref="ArgumentException">A length or the mask's size does not fit, or the shape has fewer than 3 channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static void Tint(Span<byte> pixels, ImageShape shape, ChannelOrder order, RleMask mask, int classIndex, double opacity = 0.4)
    {
        Ensure.Colour(shape);
        Ensure.Length(pixels.Length, shape.Length, nameof(pixels));
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Width != shape.Width || mask.Height != shape.Height)
            throw new ArgumentException($"mask is {mask.Width} x {mask.Height}; the image is {shape.Width} x {shape.Height}.", nameof(mask));
        Ensure.InRange(classIndex, 0, int.MaxValue);
        Ensure.InRange(opacity, 0, 1);
        uint colour = MarkStyle.Object(new() { ClassIndex = classIndex }, isDashed: false);
        Span<byte> tables = stackalloc byte[768];
        for (int c = 0; c < 3; c++)
        {
            int level = (byte)(colour >> (8 * (order == ChannelOrder.Rgb ? 2 - c : c)));
            for (int v = 0; v < 256; v++)
                tables[(256 * c) + v] = (byte)Math.Round(v + ((level - v) * opacity));
        }
        foreach ((int column, int first, int end) in new ColumnRuns(mask))
        {
            for (int row = first; row < end; row++)
            {
                int i = (row * shape.Stride) + (column * shape.Channels);
                (pixels[i], pixels[i + 1], pixels[i + 2]) = (tables[pixels[i]], tables[256 + pixels[i + 1]], tables[512 + pixels[i + 2]]);
            }
        }
    }
}
