namespace DeepRecipes.Detection;

/// <summary>A peak: its cell and its height.</summary>
internal readonly record struct HeatmapPeak(int Cell, float Height);

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

    /// <summary>A quarter of a cell towards the higher neighbour on each axis; none at the map's border, where there is only one.</summary>
    public static (float X, float Y) QuarterStep(ReadOnlySpan<float> map, int rows, int columns, int cell)
    {
        int x = cell % columns, y = cell / columns;
        return (
            x > 0 && x < columns - 1 ? Quarter(map[cell + 1] - map[cell - 1]) : 0,
            y > 0 && y < rows - 1 ? Quarter(map[cell + columns] - map[cell - columns]) : 0);
    }

    /// <summary>Writes the highest peaks above a threshold, highest first, of equal ones the first; returns how many.</summary>
    public static int Highest(ReadOnlySpan<float> map, int rows, int columns, float threshold, Span<HeatmapPeak> peaks)
    {
        var count = 0;
        for (var cell = 0; cell < map.Length; cell++)
        {
            if (map[cell] <= threshold || !IsPeak(map, rows, columns, cell))
                continue;
            var at = count;
            while (at > 0 && map[cell] > peaks[at - 1].Height)
                at--;
            if (at == peaks.Length)
                continue;
            count = Math.Min(count + 1, peaks.Length);
            peaks[at..(count - 1)].CopyTo(peaks[(at + 1)..]);
            peaks[at] = new(cell, map[cell]);
        }

        return count;
    }

    private static float Quarter(float slope) => float.IsNaN(slope) ? 0 : MathF.Sign(slope) * 0.25f;
}
