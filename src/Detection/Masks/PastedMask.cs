using System.Buffers;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Brings a mask that lies in a network's input (torchvision's Mask R-CNN) back to the original picture.</summary>
public static class PastedMask
{
    /// <summary>The pixels of the original at whose centres the mask is at least the threshold.</summary>
    /// <remarks>
    /// Interpolated bilinearly at half-pixel centres without antialias, as torch's <c>interpolate(mode="bilinear", align_corners=False)</c> makes it of the part of the input that is no bars, edges clamped.
    /// Where the input is as large as the original, these are exactly torchvision's pixels; they may lie a pixel outside of the box, because torchvision cuts boxes to whole pixels.
    /// </remarks>
    /// <param name="mask">Probabilities, one for each pixel of the network's input, row by row.</param>
    /// <param name="mapping">How the original was brought to the network's input.</param>
    /// <param name="threshold">Greater than 0 and at most 1.</param>
    /// <returns>A mask of the original's size; empty where nothing reaches the threshold.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static RleMask ToOriginal(ReadOnlySpan<float> mask, ResizeMapping mapping, float threshold = 0.5f)
    {
        var network = mapping.Network;
        Ensure.Length(mask.Length, checked(network.Width * network.Height), nameof(mask));
        Ensure.Positive(threshold);
        Ensure.InRange(threshold, 0, 1);
        var content = (X: GridAxis.ContentOf(mapping.OffsetX, mapping.ContentWidth, 1, network.Width), Y: GridAxis.ContentOf(mapping.OffsetY, mapping.ContentHeight, 1, network.Height));
        var (inX, inY) = Extent(mask, network.Width, content.X, content.Y, threshold);
        var x = Axis(inX, content.X, network.Width, mapping.OriginalWidth, mapping.ScaleX, mapping.OffsetX);
        var y = Axis(inY, content.Y, network.Height, mapping.OriginalHeight, mapping.ScaleY, mapping.OffsetY);
        if (x.IsEmpty || y.IsEmpty)
            return new RunWriter(mapping.OriginalHeight, mapping.OriginalWidth).ToMask();

        // Turned, because masks run down their columns.
        var length = x.CellCount * y.CellCount;
        var rented = ArrayPool<float>.Shared.Rent(length);
        for (var row = y.FirstCell; row < y.EndCell; row++)
        {
            for (var column = x.FirstCell; column < x.EndCell; column++)
                rented[((column - x.FirstCell) * y.CellCount) + row - y.FirstCell] = mask[(row * network.Width) + column];
        }

        var result = GridTrace.Above(rented.AsSpan(0, length), x, y, MathF.BitDecrement(threshold), mapping.OriginalHeight, mapping.OriginalWidth);
        ArrayPool<float>.Shared.Return(rented);
        return result;
    }

    /// <summary>The first and last column and row that reach the threshold; the last is before the first where none does.</summary>
    private static ((int First, int Last) X, (int First, int Last) Y) Extent(
        ReadOnlySpan<float> mask, int width, (int First, int Last) columns, (int First, int Last) rows, float threshold)
    {
        var (left, right, top, bottom) = (columns.Last + 1, columns.First - 1, rows.Last + 1, rows.First - 1);
        for (var row = rows.First; row <= rows.Last; row++)
        {
            var line = mask.Slice(row * width, columns.Last + 1);
            // Most rows are zeros. One with a NaN is not, whatever it is.
            if (TensorPrimitives.Max(line[columns.First..]) < threshold)
                continue;
            var first = columns.First;
            while (first <= columns.Last && !(line[first] >= threshold))
                first++;
            if (first > columns.Last)
                continue;
            var last = columns.Last;
            while (!(line[last] >= threshold))
                last--;
            (left, right, top, bottom) = (Math.Min(left, first), Math.Max(right, last), Math.Min(top, row), row);
        }

        return ((left, right), (top, bottom));
    }

    /// <summary>The original's pixels that lie nearer than a cell to one of these, and one more on either side; of a piece of the original, none that the network did not see.</summary>
    private static GridAxis Axis((int First, int Last) inside, (int First, int Last) content, int network, int pixels, double scale, double offset)
    {
        if (inside.Last < inside.First)
            return default;
        var (seen, seenEnd) = (Math.Clamp(Math.Ceiling((-offset / scale) - 0.5), 0, pixels), Math.Clamp(Math.Floor(((network - offset) / scale) - 0.5) + 1, 0, pixels));
        // Beyond the outer centres the edge goes on.
        var first = inside.First == content.First ? seen : Math.Floor((inside.First - 1 - offset) / scale) - 1;
        var end = inside.Last == content.Last ? seenEnd : Math.Ceiling((inside.Last + 2 - offset) / scale) + 1;
        return new((int)Math.Max(first, seen), (int)Math.Min(end, seenEnd), scale, offset - 0.5, content.First, content.Last);
    }
}
