namespace DeepRecipes.Reports;

/// <summary>A ROC or precision-recall curve of one class, and the area that its metric gives for it (which is not recomputed here).</summary>
/// <param name="Name">The class.</param>
/// <param name="Points">(false positive rate, true positive rate) or (recall, precision), each 0 to 1, X only rising or only falling.</param>
/// <param name="Area">The area under the curve, or the average precision; NaN for "not defined".</param>
public sealed record CurveWithArea(string Name, IReadOnlyList<PlotPoint> Points, double Area)
{
    internal PlotSeries ToSeries(string areaName, string parameter)
    {
        PlotData.NotInfinite(Area, $"{parameter} '{Name}' {nameof(Area)}");
        PlotSeries series = new(Name, Points) { Remark = $"{areaName} {(double.IsNaN(Area) ? NumberText.NotDefined : NumberText.Fixed(Area, 3))}" };
        PlotData.UnitSquare(series, parameter);
        return series;
    }
}
