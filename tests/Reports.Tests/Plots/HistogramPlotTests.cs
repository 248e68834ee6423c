using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class HistogramPlotTests : FigureContract
{
    protected override Figure Make(string text) => new HistogramPlot(text, [0, 0.25, 0.5, 1], new HistogramSeries(text, [4, 0, 2]), new HistogramSeries("b", [1, 1, 1])) { XTitle = text };

    protected override (Figure Figure, string Note) MakeEmpty() => (new HistogramPlot("empty", [0, 1], new HistogramSeries("a", [0])), "No samples");

    [Fact]
    public void Bars_stand_on_their_bins_and_are_as_high_as_their_counts()
    {
        XElement svg = MarkupAssert.IsSound(Make("a").ToSvg());
        double x0 = MarkupAssert.TickPosition(svg, "0", alongX: true), x1 = MarkupAssert.TickPosition(svg, "1.0", alongX: true);
        double y0 = MarkupAssert.TickPosition(svg, "0", alongX: false), y4 = MarkupAssert.TickPosition(svg, "4", alongX: false);
        XElement bar = MarkupAssert.Elements(svg, "rect", "soft").Single(r => r.Value == "a 0.5 to 1: 2");
        Assert.Equal(x0 + (0.5 * (x1 - x0)), MarkupAssert.Number(bar, "x"), 0.011);
        Assert.Equal(0.5 * (x1 - x0), MarkupAssert.Number(bar, "width"), 0.011);
        Assert.Equal((y0 - y4) / 2, MarkupAssert.Number(bar, "height"), 0.011);
    }

    [Fact]
    public void Values_are_counted_as_numpy_does()
    {
        // numpy.histogram([0, 1, 1, 2, 3, 4, 4], bins=4) -> counts [1, 2, 1, 3], edges [0, 1, 2, 3, 4]: the last bin is closed.
        XElement svg = MarkupAssert.IsSound(HistogramPlot.FromValues("t", [4, 0, 1, 1, double.NaN, 2, 3, 4], bins: 4).ToSvg());
        Assert.Equal("0 to 1: 1|1 to 2: 2|2 to 3: 1|3 to 4: 3", string.Join('|', MarkupAssert.Elements(svg, "rect", "fill").Select(r => r.Value)));
    }

    [Fact]
    public void Says_how_many_values_were_not_counted() => Assert.Equal("1 values are NaN and not counted.", HistogramPlot.FromValues("t", [1, double.NaN]).Caption);

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { 3.0, 3.0 })]
    public void Degenerate_values_still_make_a_figure(double[] values) => MarkupAssert.IsSound(HistogramPlot.FromValues("t", values).ToSvg());

    [Fact]
    public void Refuses_edges_that_do_not_rise_and_counts_that_do_not_fit()
    {
        _ = Assert.Throws<ArgumentException>(() => new HistogramPlot("t", [0, 0]));
        _ = Assert.Throws<ArgumentException>(() => new HistogramPlot("t", [0]));
        _ = Assert.Throws<ArgumentException>(() => new HistogramPlot("t", [0, 1], new HistogramSeries("a", [1, 2])));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramPlot("t", [0, 1], new HistogramSeries("a", [-1])));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => HistogramPlot.FromValues("t", [double.PositiveInfinity]));
    }
}
