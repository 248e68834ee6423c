using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Brings the small mask of a box (Mask R-CNN) into a picture.</summary>
public static class BoxMask
{
    /// <summary>The pixels at whose centres the mask, stretched over its box, is at least the threshold; none is outside the box.</summary>
    /// <remarks>
    /// Bilinear, and 0 outside the mask, as Detectron2's and MMDetection's <c>paste_masks_in_image</c> (grid sampling with zero padding). torchvision's function of that name
    /// cuts boxes to whole pixels first, so its outlines lie up to a pixel elsewhere.
    /// </remarks>
    /// <param name="mask">size x size probabilities, row by row.</param>
    /// <param name="size">Side of the mask; at least 1.</param>
    /// <param name="box">The box in the picture's pixels; it may reach over the picture's border.</param>
    /// <param name="width">The picture's columns; at least 1.</param>
    /// <param name="height">The picture's rows; at least 1.</param>
    /// <param name="threshold">From 0 to 1.</param>
    /// <returns>A mask of the picture's size; empty where the box has no area or no pixel of the picture.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static RleMask Paste(ReadOnlySpan<float> mask, int size, Box box, int width, int height, float threshold = 0.5f)
    {
        Ensure.Positive(size);
        Ensure.Length(mask.Length, checked(size * size), nameof(mask));
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.InRange(threshold, 0, 1);
        // A cell of zeros all around is the 0 outside the mask.
        var side = size + 2;
        var x = Axis(box.X1, box.X2, width, side);
        var y = Axis(box.Y1, box.Y2, height, side);
        if (x.IsEmpty || y.IsEmpty)
            return new RunWriter(height, width).ToMask();
        var length = x.CellCount * y.CellCount;
        var rented = ArrayPool<float>.Shared.Rent(length);
        for (int column = x.FirstCell, i = 0; column < x.EndCell; column++)
        {
            for (var row = y.FirstCell; row < y.EndCell; row++, i++)
                rented[i] = column > 0 && column <= size && row > 0 && row <= size ? mask[((row - 1) * size) + column - 1] : 0;
        }

        var result = GridTrace.Above(rented.AsSpan(0, length), x, y, MathF.BitDecrement(threshold), height, width);
        ArrayPool<float>.Shared.Return(rented);
        return result;
    }

    // The pixels whose centres lie in the box, and where they are among the mask's cells.
    private static GridAxis Axis(double first, double end, int pixels, int cells)
    {
        var scale = (cells - 2) / (end - first);
        return first < end
            ? new((int)Math.Clamp(Math.Ceiling(first - 0.5), 0, pixels), (int)Math.Clamp(Math.Ceiling(end - 0.5), 0, pixels), scale, 0.5 - (first * scale), 0, cells - 1)
            : default;
    }
}
