using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Pastes the small mask of a box (Mask R-CNN) into a picture-sized one.</summary>
public static class BoxMask
{
    /// <summary>Writes <paramref name="value"/> wherever the mask, stretched over its box, is at least the threshold at the pixel's centre.</summary>
    /// <remarks>Bilinear, and 0 outside the mask, as Detectron2's <c>paste_masks_in_image</c> (grid sampling with zero padding).</remarks>
    /// <param name="mask">size x size probabilities, row by row.</param>
    /// <param name="size">Side of the mask; at least 1.</param>
    /// <param name="box">The box in the picture's pixels; it may reach over the picture's border.</param>
    /// <param name="shape">The picture's size; one channel.</param>
    /// <param name="destination">Width x height bytes. Pixels outside the mask are left as they are.</param>
    /// <param name="threshold">From 0 to 1.</param>
    /// <param name="value">What is written.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Paste(
        ReadOnlySpan<float> mask, int size, Box box, ImageShape shape, Span<byte> destination, float threshold = 0.5f, byte value = 1)
    {
        Ensure.Positive(size);
        Ensure.Length(mask.Length, checked(size * size), nameof(mask));
        Ensure.InRange(shape.Channels, 1, 1, "shape.Channels");
        Ensure.Length(destination.Length, shape.Length, nameof(destination));
        Ensure.InRange(threshold, 0, 1);
        if (!(box.Width > 0 && box.Height > 0))
            return;
        var (left, right) = PixelRange(box.X1, box.X2, shape.Width);
        var (top, bottom) = PixelRange(box.Y1, box.Y2, shape.Height);
        for (var y = top; y < bottom; y++)
        {
            var row = ((y + 0.5f - box.Y1) / box.Height * size) - 0.5f;
            for (var x = left; x < right; x++)
            {
                var column = ((x + 0.5f - box.X1) / box.Width * size) - 0.5f;
                if (Sample(mask, size, row, column) >= threshold)
                    destination[(y * shape.Width) + x] = value;
            }
        }
    }

    /// <summary>The pixels whose centres lie between two edges.</summary>
    internal static (int First, int End) PixelRange(float first, float end, int length) =>
        ((int)Math.Clamp(MathF.Ceiling(first - 0.5f), 0, length), (int)Math.Clamp(MathF.Ceiling(end - 0.5f), 0, length));

    private static float Sample(ReadOnlySpan<float> mask, int size, float row, float column)
    {
        int y = (int)MathF.Floor(row), x = (int)MathF.Floor(column);
        float dy = row - y, dx = column - x;
        return ((1 - dy) * (((1 - dx) * At(mask, size, y, x)) + (dx * At(mask, size, y, x + 1))))
            + (dy * (((1 - dx) * At(mask, size, y + 1, x)) + (dx * At(mask, size, y + 1, x + 1))));
    }

    private static float At(ReadOnlySpan<float> mask, int size, int y, int x) =>
        (uint)y < (uint)size && (uint)x < (uint)size ? mask[(y * size) + x] : 0;
}
