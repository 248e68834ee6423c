namespace DeepRecipes.Reports;

/// <summary>
/// A curve's path in figure units. Points of a run that falls within the same quarter of a unit across are replaced by the run's first, lowest, highest and
/// last point, in their order: the drawing is the same to the eye, and a curve of a million points stays a few thousand.
/// </summary>
internal static class CurvePath
{
    public static string Of(IReadOnlyList<PlotPoint> points, PlotFrame frame, bool isStep)
    {
        PathData path = new();
        bool isGap = true;
        double lastY = 0;
        foreach ((double x, double y) in Thin(points, frame))
        {
            if (double.IsNaN(y))
            {
                isGap = true;
                continue;
            }
            if (isGap)
            {
                // The line to itself makes a point that stands alone visible, as a round cap.
                _ = path.MoveTo(x, y).LineTo(x, y);
            }
            else
            {
                if (isStep && y != lastY)
                    _ = path.LineTo(x, lastY);
                _ = path.LineTo(x, y);
            }
            lastY = y;
            isGap = false;
        }
        return path.ToString();
    }

    /// <summary>The curve closed down to the axis, for the tint under it.</summary>
    public static string AreaUnder(IReadOnlyList<PlotPoint> points, PlotFrame frame, bool isStep)
    {
        PathData path = new();
        double lastX = 0, lastY = double.NaN;
        foreach ((double x, double y) in Thin(points, frame))
        {
            if (!double.IsNaN(lastY) && double.IsNaN(y))
                _ = path.LineTo(lastX, frame.Bottom).Close();
            if (double.IsNaN(lastY) && !double.IsNaN(y))
                _ = path.MoveTo(x, frame.Bottom);
            else if (isStep && !double.IsNaN(y))
                _ = path.LineTo(x, lastY);
            if (!double.IsNaN(y))
                _ = path.LineTo(x, y);
            (lastX, lastY) = (x, y);
        }
        if (!double.IsNaN(lastY))
            _ = path.LineTo(lastX, frame.Bottom).Close();
        return path.ToString();
    }

    private static IEnumerable<(double X, double Y)> Thin(IReadOnlyList<PlotPoint> points, PlotFrame frame)
    {
        int i = 0;
        while (i < points.Count)
        {
            double column = Math.Floor(frame.X(points[i].X) * 4);
            int first = i, lowest = i, highest = i;
            while (i < points.Count && !double.IsNaN(points[i].Y) && Math.Floor(frame.X(points[i].X) * 4) == column)
            {
                lowest = points[i].Y < points[lowest].Y ? i : lowest;
                highest = points[i].Y > points[highest].Y ? i : highest;
                i++;
            }
            if (i == first)
            {
                i++;
                yield return (frame.X(points[first].X), double.NaN);
                continue;
            }
            foreach (int kept in new SortedSet<int> { first, lowest, highest, i - 1 })
                yield return (frame.X(points[kept].X), frame.Y(points[kept].Y));
        }
    }
}
