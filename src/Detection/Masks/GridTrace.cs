using System.Buffers;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>
/// The pixels where a coarse grid, interpolated bilinearly at their centres, is above a threshold, written down as runs at once: a picture's plane is never made.
/// </summary>
internal static class GridTrace
{
    /// <param name="grid">The cells that the axes need, column after column.</param>
    /// <param name="x">Columns of the picture.</param>
    /// <param name="y">Rows of the picture.</param>
    /// <param name="threshold">What is greater is inside; NaN is not.</param>
    /// <param name="height">Rows of the whole picture.</param>
    /// <param name="width">Columns of the whole picture.</param>
    public static RleMask Above(ReadOnlySpan<float> grid, GridAxis x, GridAxis y, float threshold, int height, int width)
    {
        var runs = new RunWriter(height, width);
        var rows = y.CellCount;
        var line = ArrayPool<float>.Shared.Rent(rows + 1);
        var starts = ArrayPool<int>.Shared.Rent(rows + 1);
        var shares = ArrayPool<float>.Shared.Rent(y.End - y.First);
        Place(y, starts.AsSpan(0, rows + 1), shares);
        for (var column = x.First; column < x.End; column++)
        {
            var (cell, share) = x.At(column);
            var left = grid.Slice((cell - x.FirstCell) * rows, rows);
            var right = cell + 1 < x.EndCell ? grid.Slice((cell + 1 - x.FirstCell) * rows, rows) : left;
            TensorPrimitives.Lerp(left, right, share, line);
            // The last cell has a neighbour too, so that the loop need not ask.
            line[rows] = line[rows - 1];
            Column(line.AsSpan(0, rows + 1), starts, shares, y.First, threshold, column, ref runs);
        }

        ArrayPool<float>.Shared.Return(line);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<float>.Shared.Return(shares);
        return runs.ToMask();
    }

    /// <summary>Which pixel is the first at or behind each cell's centre, and how far each pixel is on the way to the next cell.</summary>
    private static void Place(GridAxis y, Span<int> starts, Span<float> shares)
    {
        var next = 0;
        for (var pixel = y.First; pixel < y.End; pixel++)
        {
            (var cell, shares[pixel - y.First]) = y.At(pixel);
            while (next <= cell - y.FirstCell)
                starts[next++] = pixel;
        }

        starts[next..].Fill(y.End);
    }

    private static void Column(ReadOnlySpan<float> line, ReadOnlySpan<int> starts, ReadOnlySpan<float> shares, int top, float threshold, int column, ref RunWriter runs)
    {
        // Where the run begins that goes on; -1 outside.
        var start = -1;
        var end = top;
        for (var cell = 0; cell + 1 < line.Length; cell++)
        {
            (var first, end) = (starts[cell], starts[cell + 1]);
            var (upper, lower) = (line[cell], line[cell + 1]);
            // Between two cells on the same side nothing changes: only outlines are looked at pixel by pixel.
            if (upper > threshold == lower > threshold)
            {
                if (first < end)
                    Go(upper > threshold, first, column, ref start, ref runs);
                continue;
            }

            for (var pixel = first; pixel < end; pixel++)
                Go(upper + (shares[pixel - top] * (lower - upper)) > threshold, pixel, column, ref start, ref runs);
        }

        Go(false, end, column, ref start, ref runs);
    }

    private static void Go(bool isInside, int pixel, int column, ref int start, ref RunWriter runs)
    {
        if (isInside == start >= 0)
            return;
        if (!isInside)
            runs.Add(column, start, pixel);
        start = isInside ? pixel : -1;
    }
}
