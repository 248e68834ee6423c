using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class ScatterPlotTests : FigureContract
{
    protected override Figure Make(string text) => new ScatterPlot(text, new PlotSeries(text, [new(0, 0), new(5, 10), new(10, 2.5)]), new PlotSeries("b", [new(1, double.NaN)])) { XTitle = text, YTitle = text };

    protected override (Figure Figure, string Note) MakeEmpty() => (new ScatterPlot("empty", new PlotSeries("a", [new(double.NaN, 0)])), "No points to draw");

    [Fact]
    public void Dots_stand_where_the_axes_say()
    {
        XElement svg = MarkupAssert.IsSound(Make("a").ToSvg());
        double x10 = MarkupAssert.TickPosition(svg, "10", alongX: true);
        double y0 = MarkupAssert.TickPosition(svg, "0", alongX: false), y10 = MarkupAssert.TickPosition(svg, "10", alongX: false);
        XElement dot = MarkupAssert.Elements(svg, "circle", "dot").Single(c => c.Value == "a 10, 2.5");
        Assert.Equal(x10, MarkupAssert.Number(dot, "cx"), 0.011);
        Assert.Equal(y0 + (0.25 * (y10 - y0)), MarkupAssert.Number(dot, "cy"), 0.011);
        Assert.Equal(3, MarkupAssert.Elements(svg, "circle", "dot").Count());
        Assert.Contains("1 more have no value", Make("a").Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_points_are_counted_in_squares_and_none_is_lost()
    {
        Random random = new(1);
        PlotPoint[] points = [.. Enumerable.Range(0, 50_000).Select(_ => new PlotPoint(random.NextDouble(), random.NextDouble())), new(0, 0), new(1, 1), new(0, 1), new(1, 0)];
        string text = new ScatterPlot("t", new PlotSeries("a", points)).ToSvg();
        XElement svg = MarkupAssert.IsSound(text);
        Assert.Empty(MarkupAssert.Elements(svg, "circle"));
        int counted = MarkupAssert.Elements(svg, "rect", "fill").Sum(r => int.Parse(r.Value.Split(' ')[0], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(points.Length, counted);
        Assert.InRange(text.Length, 1000, 1_000_000);
    }

    [Fact]
    public void Equality_gives_both_axes_the_same_range()
    {
        XElement svg = MarkupAssert.IsSound(new ScatterPlot("t", new PlotSeries("a", [new(0, 90), new(10, 100)])) { ShowEquality = true }.ToSvg());
        Assert.True(MarkupAssert.TickPosition(svg, "100", alongX: true) > 0 && MarkupAssert.TickPosition(svg, "100", alongX: false) > 0);
    }
}
