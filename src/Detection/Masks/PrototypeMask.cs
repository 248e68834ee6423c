using System.Buffers;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Makes a picture-sized mask of a detection's coefficients and the network's prototypes (YOLACT, YOLOv8-seg).</summary>
public static class PrototypeMask
{
    /// <summary>Writes <paramref name="value"/> wherever the weighted sum of the prototypes is greater than 0 (sigmoid over one half) at the pixel's centre, inside the box.</summary>
    /// <remarks>
    /// The sum is taken on the prototypes' grid and interpolated bilinearly, edges clamped, straight to the original's pixels; it is cropped there,
    /// as ultralytics' <c>process_mask_native</c>.
    /// </remarks>
    /// <param name="prototypes">The network's output <c>[1, M, rows, columns]</c>.</param>
    /// <param name="coefficients">M coefficients of the detection.</param>
    /// <param name="box">The detection's box in the original's pixels.</param>
    /// <param name="mapping">How the original was brought to the network's input.</param>
    /// <param name="destination">Original width x height bytes. Pixels outside the mask are left as they are.</param>
    /// <param name="value">What is written.</param>
    /// <exception cref="ArgumentException">A shape or length does not fit.</exception>
    public static void Write(
        TensorView prototypes, ReadOnlySpan<float> coefficients, Box box, ResizeMapping mapping, Span<byte> destination, byte value = 1)
    {
        if (prototypes.Dimensions.Length != 4 || prototypes.Dimensions[0] != 1 || prototypes.Dimensions[1] != coefficients.Length)
            throw new ArgumentException($"prototypes must be [1, {coefficients.Length}, rows, columns]; got {prototypes}.", nameof(prototypes));
        Ensure.Length(destination.Length, checked(mapping.OriginalWidth * mapping.OriginalHeight), nameof(destination));
        int rows = prototypes.Dimensions[2], columns = prototypes.Dimensions[3], cells = rows * columns;
        if (cells == 0)
            throw new ArgumentException($"prototypes must have at least one cell; got {prototypes}.", nameof(prototypes));
        var rented = ArrayPool<float>.Shared.Rent(cells);
        var sums = rented.AsSpan(0, cells);
        sums.Clear();
        for (var m = 0; m < coefficients.Length; m++)
            TensorPrimitives.MultiplyAdd(prototypes.Values.Slice(m * cells, cells), coefficients[m], sums, sums);

        var (left, right) = BoxMask.PixelRange(box.X1, box.X2, mapping.OriginalWidth);
        var (top, bottom) = BoxMask.PixelRange(box.Y1, box.Y2, mapping.OriginalHeight);
        var (cellsX, cellsY) = ((float)columns / mapping.Network.Width, (float)rows / mapping.Network.Height);
        for (var y = top; y < bottom; y++)
        {
            var row = ((((y + 0.5f) * mapping.ScaleY) + mapping.OffsetY) * cellsY) - 0.5f;
            for (var x = left; x < right; x++)
            {
                var column = ((((x + 0.5f) * mapping.ScaleX) + mapping.OffsetX) * cellsX) - 0.5f;
                if (BilinearSample.At(sums, columns, rows, column, row) > 0)
                    destination[(y * mapping.OriginalWidth) + x] = value;
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
