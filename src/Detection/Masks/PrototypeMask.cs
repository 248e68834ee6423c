using System.Buffers;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Makes a mask of a detection's coefficients and the network's prototypes (YOLACT, YOLOv8-seg).</summary>
public static class PrototypeMask
{
    /// <summary>The pixels of the original at whose centres the weighted sum of the prototypes is greater than 0 (sigmoid over one half), cropped to the box.</summary>
    /// <remarks>
    /// As ultralytics' <c>process_mask_native</c>: cells of the padding are cut off, the sum of the others is interpolated bilinearly straight to the original's pixels, edges clamped, and columns and rows
    /// x1 &lt;= x &lt; x2, y1 &lt;= y &lt; y2 are kept. The resize is undone as it took place; ultralytics takes the padding for a whole number of cells, so where it is none, masks there lie up to half a cell elsewhere.
    /// </remarks>
    /// <param name="prototypes">The network's output <c>[1, M, rows, columns]</c>.</param>
    /// <param name="coefficients">M coefficients of the detection.</param>
    /// <param name="box">The detection's box in the original's pixels; it may reach over the original's border.</param>
    /// <param name="mapping">How the original was brought to the network's input.</param>
    /// <returns>A mask of the original's size; empty where the box has no pixel of it.</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static RleMask Assemble(TensorView prototypes, ReadOnlySpan<float> coefficients, Box box, ResizeMapping mapping)
    {
        if (prototypes.Dimensions is not [1, var count, > 0 and var rows, > 0 and var columns] || count != coefficients.Length)
            throw new ArgumentException($"prototypes must be [1, {coefficients.Length}, rows, columns] with at least one cell; got {prototypes}.", nameof(prototypes));
        var (width, height) = (mapping.OriginalWidth, mapping.OriginalHeight);
        var x = Axis(box.X1, box.X2, width, mapping.ScaleX, mapping.OffsetX, mapping.ContentWidth, columns, mapping.Network.Width);
        var y = Axis(box.Y1, box.Y2, height, mapping.ScaleY, mapping.OffsetY, mapping.ContentHeight, rows, mapping.Network.Height);
        if (x.IsEmpty || y.IsEmpty)
            return new RunWriter(height, width).ToMask();

        // Only the cells that the box needs, a row at a time; then turned, because masks run down their columns.
        var grid = ArrayPool<float>.Shared.Rent(x.CellCount * y.CellCount);
        var rented = ArrayPool<float>.Shared.Rent(x.CellCount);
        var sums = rented.AsSpan(0, x.CellCount);
        for (var row = y.FirstCell; row < y.EndCell; row++)
        {
            sums.Clear();
            for (var m = 0; m < count; m++)
                TensorPrimitives.MultiplyAdd(prototypes.Values.Slice((((m * rows) + row) * columns) + x.FirstCell, sums.Length), coefficients[m], sums, sums);
            for (var column = 0; column < sums.Length; column++)
                grid[(column * y.CellCount) + row - y.FirstCell] = sums[column];
        }

        var result = GridTrace.Above(grid.AsSpan(0, x.CellCount * y.CellCount), x, y, 0, height, width);
        ArrayPool<float>.Shared.Return(rented);
        ArrayPool<float>.Shared.Return(grid);
        return result;
    }

    private static GridAxis Axis(float first, float end, int pixels, float scale, float offset, int content, int cells, int network)
    {
        if (!(first < end))
            return default;
        var share = (double)cells / network;
        var (low, high) = GridAxis.ContentOf(offset, content, share, cells);
        return new((int)Math.Clamp(Math.Ceiling(first), 0, pixels), (int)Math.Clamp(Math.Ceiling(end), 0, pixels), scale * share, (offset * share) - 0.5, low, high);
    }
}
