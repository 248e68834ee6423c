using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>A ROC or precision-recall curve of one class, and the area that its metric gives for it (which is not recomputed here).</summary>
/// <param name="Name">The class.</param>
/// <param name="Points">(false positive rate, true positive rate) or (recall, precision), each 0 to 1, X only rising or only falling.</param>
/// <param name="Area">The area under the curve, or the average precision; NaN for "not defined".</param>
public sealed record CurveWithArea(string Name, IReadOnlyList<PlotPoint> Points, double Area)
{
    /// <summary>The curve of a metric's result, for a <see cref="RocPlot"/>.</summary>
    /// <param name="name">The class.</param>
    /// <param name="curve">The curve; one without positives or negatives has no points to draw.</param>
    /// <returns>The curve with its area.</returns>
    public static CurveWithArea Of(string name, RocCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return new(name, PointsOf(curve.FalsePositiveRates.AsSpan(), curve.TruePositiveRates.AsSpan()), curve.Area);
    }

    /// <summary>The curve of a metric's result, for a <see cref="PrecisionRecallPlot"/>.</summary>
    /// <param name="name">The class.</param>
    /// <param name="curve">The curve; one without positives has no points to draw.</param>
    /// <returns>The curve with its average precision.</returns>
    public static CurveWithArea Of(string name, PrecisionRecallCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return new(name, PointsOf(curve.Recalls.AsSpan(), curve.Precisions.AsSpan()), curve.AveragePrecision);
    }

    // Where a rate is not defined there is no point: nothing to divide by.
    private static PlotPoint[] PointsOf(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        List<PlotPoint> points = new(xs.Length);
        for (int i = 0; i < xs.Length; i++)
        {
            if (!double.IsNaN(xs[i]))
                points.Add(new(xs[i], ys[i]));
        }
        return [.. points];
    }

    internal PlotSeries ToSeries(string areaName, string parameter)
    {
        PlotData.NotInfinite(Area, $"{parameter} '{Name}' {nameof(Area)}");
        PlotSeries series = new(Name, Points) { Remark = $"{areaName} {(double.IsNaN(Area) ? NumberText.NotDefined : NumberText.Fixed(Area, 3))}" };
        PlotData.UnitSquare(series, parameter);
        return series;
    }
}
