using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class RocPlotTests : FigureContract
{
    protected override Figure Make(string text) => new RocPlot(text, new CurveWithArea(text, [new(0, 0), new(0.25, 0.75), new(1, 1)], 0.75), new CurveWithArea("b", [new(0, 0), new(1, 1)], double.NaN)) { Caption = text };

    protected override (Figure Figure, string Note) MakeEmpty() => (new RocPlot("empty", new CurveWithArea("a", [], double.NaN)), "No positives or no negatives: no curve");

    [Fact]
    public void Puts_points_where_the_axes_say()
    {
        XElement svg = MarkupAssert.IsSound(Make("a").ToSvg());
        double x0 = MarkupAssert.TickPosition(svg, "0", alongX: true), x1 = MarkupAssert.TickPosition(svg, "1.0", alongX: true);
        double y0 = MarkupAssert.TickPosition(svg, "0", alongX: false), y1 = MarkupAssert.TickPosition(svg, "1.0", alongX: false);
        (double X, double Y)[] points = MarkupAssert.Points(MarkupAssert.Elements(svg, "path", "line").First());
        Assert.Contains(points, p => Math.Abs(p.X - (x0 + (0.25 * (x1 - x0)))) < 0.011 && Math.Abs(p.Y - (y0 + (0.75 * (y1 - y0)))) < 0.011);
        Assert.Equal((x0, y0), points[0]);
        Assert.Equal((x1, y1), points[^1]);
        XElement chance = MarkupAssert.Elements(svg, "line", "chance").First();
        Assert.Equal((x0, y0, x1, y1), (MarkupAssert.Number(chance, "x1"), MarkupAssert.Number(chance, "y1"), MarkupAssert.Number(chance, "x2"), MarkupAssert.Number(chance, "y2")));
    }

    [Fact]
    public void Names_each_curve_with_its_area()
    {
        XElement svg = MarkupAssert.IsSound(Make("cat").ToSvg());
        Assert.Contains(MarkupAssert.Elements(svg, "text"), t => t.Value == "catAUC 0.750");
        Assert.Contains(MarkupAssert.Elements(svg, "text"), t => t.Value == "bAUC n/a");
    }

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(0.5, 1.1)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void Refuses_rates_outside_0_to_1(double x, double y)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new RocPlot("t", new CurveWithArea("cat", [new(0, 0), new(x, y)], 0.5)));
        Assert.Contains("'cat' point 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_curve_that_turns_back() =>
        Assert.Throws<ArgumentException>(() => new RocPlot("t", new CurveWithArea("a", [new(0, 0), new(0.5, 0.5), new(0.4, 1)], 0.5)));

    [Fact]
    public void A_million_points_stay_small_and_keep_the_extremes()
    {
        PlotPoint[] points = [.. Enumerable.Range(0, 1_000_000).Select(i => new PlotPoint(i / 999_999.0, i == 500_000 ? 1 : 0.1 + (i % 7 * 0.01)))];
        string text = new RocPlot("big", new CurveWithArea("a", points, 0.5)).ToSvg();
        Assert.InRange(text.Length, 1000, 250_000);
        XElement svg = MarkupAssert.IsSound(text);
        double top = MarkupAssert.TickPosition(svg, "1.0", alongX: false);
        Assert.Contains(MarkupAssert.Points(MarkupAssert.Elements(svg, "path", "line").First()), p => Math.Abs(p.Y - top) < 0.011);
    }

    [Fact]
    public void A_metrics_curve_is_drawn_with_its_area()
    {
        CurveWithArea curve = CurveWithArea.Of("cat", DeepRecipes.Metrics.RocCurve.From([true, false, true, false], [0.9, 0.8, 0.7, 0.1]));
        Assert.Equal(0.75, curve.Area);
        Assert.Equal([new(0, 0), new(0, 0.5), new(0.5, 0.5), new(0.5, 1), new(1, 1)], curve.Points);
        CurveWithArea none = CurveWithArea.Of("none", DeepRecipes.Metrics.RocCurve.From([true, true], [0.9, 0.8]));
        _ = MarkupAssert.IsSound(new RocPlot("t", curve, none).ToSvg());
    }
}
