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

    /// <summary>The largest number that can be drawn: the difference of two must still be a number.</summary>
    public const double Largest = 1e300;

    /// <summary>A number that can be drawn, or NaN.</summary>
    public static void NotInfinite(double value, string name)
    {
        if (Math.Abs(value) > Largest)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {-Largest} to {Largest}, or NaN where there is no value.");
    }

    /// <summary>A number that can be drawn.</summary>
    public static void Drawable(double value, string name) => Ensure.InRange(value, -Largest, Largest, name);

    /// <summary>Whether two numbers lie too close together for an axis between them: double's own grid would show, or its smallest numbers.</summary>
    public static bool TooClose(double least, double most) => most - least <= Math.Max(1e-290, 1e-9 * Math.Max(Math.Abs(least), Math.Abs(most)));

    public static void Curve(PlotSeries series, string name)
    {
        ArgumentNullException.ThrowIfNull(series, name);
        int direction = 0;
        for (int i = 0; i < series.Points.Count; i++)
        {
            // The name is made only for the error: there may be a million points.
            if (!(Math.Abs(series.Points[i].X) <= Largest) || Math.Abs(series.Points[i].Y) > Largest)
            {
                Drawable(series.Points[i].X, $"{name} '{series.Name}' point {i} X");
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
