namespace DeepRecipes.Detection;

/// <summary>Peaks of heat maps.</summary>
internal static class HeatmapPeaks
{
    /// <summary>Whether a cell is not less than its eight neighbours; NaN is a peak, so that it is seen.</summary>
    public static bool IsPeak(ReadOnlySpan<float> map, int rows, int columns, int cell)
    {
        int row = cell / columns, column = cell % columns;
        for (var y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
            {
                if (map[(y * columns) + x] > map[cell])
                    return false;
            }
        }

        return true;
    }
}
