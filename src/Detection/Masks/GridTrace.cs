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
        var places = ArrayPool<(int Cell, float Share)>.Shared.Rent(y.End - y.First);
        var rented = ArrayPool<float>.Shared.Rent(rows + 1);
        var line = rented.AsSpan(0, rows + 1);
        for (var pixel = y.First; pixel < y.End; pixel++)
        {
            var (cell, share) = y.At(pixel);
            places[pixel - y.First] = (cell - y.FirstCell, share);
        }

        for (var column = x.First; column < x.End; column++)
        {
            var (cell, share) = x.At(column);
            var left = grid.Slice((cell - x.FirstCell) * rows, rows);
            var right = cell + 1 < x.EndCell ? grid.Slice((cell + 1 - x.FirstCell) * rows, rows) : left;
            TensorPrimitives.Lerp(left, right, share, line);
            // The last cell has a neighbour too, so that the loop need not ask.
            line[rows] = line[rows - 1];
            var start = -1;
            for (var i = 0; i < y.End - y.First; i++)
            {
                var (upper, down) = places[i];
                var value = line[upper] + (down * (line[upper + 1] - line[upper]));
                if (value > threshold == start >= 0)
                    continue;
                if (start >= 0)
                    runs.Add(column, start, y.First + i);
                start = start >= 0 ? -1 : y.First + i;
            }

            if (start >= 0)
                runs.Add(column, start, y.End);
        }

        ArrayPool<(int Cell, float Share)>.Shared.Return(places);
        ArrayPool<float>.Shared.Return(rented);
        return runs.ToMask();
    }
}
