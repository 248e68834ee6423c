namespace DeepRecipes.Reports;

/// <summary>The checks of what callers hand to plots.</summary>
internal static class PlotData
{
    public static void AtMost<T>(IReadOnlyList<T> items, int most, string name)
    {
        ArgumentNullException.ThrowIfNull(items, name);
        if (items.Count > most)
            throw new ArgumentOutOfRangeException(name, items.Count, $"{name} holds {items.Count} entries; a readable figure has at most {most}. Group them or choose the ones that matter.");
    }

    /// <summary>A number or NaN, never infinite.</summary>
    public static void NotInfinite(double value, string name)
    {
        if (double.IsInfinity(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite, or NaN where there is no value.");
    }

    public static void Curve(PlotSeries series, string name)
    {
        ArgumentNullException.ThrowIfNull(series, name);
        int direction = 0;
        for (int i = 0; i < series.Points.Count; i++)
        {
            // The name is made only for the error: there may be a million points.
            if (!double.IsFinite(series.Points[i].X) || double.IsInfinity(series.Points[i].Y))
            {
                Ensure.Finite(series.Points[i].X, $"{name} '{series.Name}' point {i} X");
                NotInfinite(series.Points[i].Y, $"{name} '{series.Name}' point {i} Y");
            }
            int turn = i == 0 ? 0 : series.Points[i].X.CompareTo(series.Points[i - 1].X);
            if (turn != 0 && direction != 0 && turn != direction)
                throw new ArgumentException($"{name} '{series.Name}' turns back at point {i} (X {series.Points[i].X}); a curve's X must only rise or only fall. Draw such points with {nameof(ScatterPlot)}.", name);
            direction = turn != 0 ? turn : direction;
        }
    }

    public static void UnitSquare(PlotSeries series, string name)
    {
        const double least = -1e-9, most = 1 + 1e-9; // what rounding may add
        Curve(series, name);
        for (int i = 0; i < series.Points.Count; i++)
        {
            (double x, double y) = series.Points[i];
            if (x is < least or > most)
                Ensure.InRange(x, least, most, $"{name} '{series.Name}' point {i} X");
            if (y is < least or > most)
                Ensure.InRange(y, least, most, $"{name} '{series.Name}' point {i} Y");
        }
    }
}
