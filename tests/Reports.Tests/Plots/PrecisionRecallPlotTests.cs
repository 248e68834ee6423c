using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class PrecisionRecallPlotTests : FigureContract
{
    protected override Figure Make(string text) => new PrecisionRecallPlot(text, new CurveWithArea(text, [new(1, 0.5), new(0.5, 0.8), new(0, 1)], 0.65));

    protected override (Figure Figure, string Note) MakeEmpty() => (new PrecisionRecallPlot("empty"), "No positives: no curve");

    // AP = sum (R_n - R_n-1) P_n: 0.5 * 0.5 + 0.5 * 0.8. The drawn steps must enclose exactly that area, whichever way the points are given.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_steps_enclose_the_average_precision(bool rising)
    {
        PlotPoint[] points = [new(1, 0.5), new(0.5, 0.8), new(0, 1)];
        if (rising)
            Array.Reverse(points);
        XElement svg = MarkupAssert.IsSound(new PrecisionRecallPlot("t", new CurveWithArea("a", points, 0.65)).ToSvg());
        double x0 = MarkupAssert.TickPosition(svg, "0", alongX: true), x1 = MarkupAssert.TickPosition(svg, "1.0", alongX: true);
        double y0 = MarkupAssert.TickPosition(svg, "0", alongX: false), y1 = MarkupAssert.TickPosition(svg, "1.0", alongX: false);
        (double X, double Y)[] line = MarkupAssert.Points(MarkupAssert.Elements(svg, "path", "line").Single());
        double area = 0;
        for (int i = 1; i < line.Length; i++)
            area += Math.Abs(line[i].X - line[i - 1].X) / (x1 - x0) * (y0 - ((line[i].Y + line[i - 1].Y) / 2)) / (y0 - y1);
        Assert.Equal(0.65, area, 1e-4);
    }

    [Fact]
    public void A_metrics_curve_is_drawn_with_its_average_precision()
    {
        CurveWithArea curve = CurveWithArea.Of("cat", DeepRecipes.Metrics.PrecisionRecallCurve.From([true, false, true, false], [0.9, 0.8, 0.7, 0.1]));
        Assert.Equal((0.5 * 1) + (0.5 * 2 / 3), curve.Area, 1e-12);
        CurveWithArea none = CurveWithArea.Of("none", DeepRecipes.Metrics.PrecisionRecallCurve.From([false], [0.9]));
        _ = MarkupAssert.IsSound(new PrecisionRecallPlot("t", curve, none).ToSvg());
    }
}
