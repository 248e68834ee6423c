using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class LinePlotTests : FigureContract
{
    protected override Figure Make(string text) => new LinePlot(text, new PlotSeries(text, [new(0, 2), new(1, double.NaN), new(2, 5), new(3, 4)]), new PlotSeries("b", [new(0, 3)])) { XTitle = text, YTitle = text };

    protected override (Figure Figure, string Note) MakeEmpty() => (new LinePlot("empty", new PlotSeries("a", [new(0, double.NaN)])), "No points to draw");

    [Fact]
    public void NaN_is_a_gap()
    {
        XElement svg = MarkupAssert.IsSound(Make("a").ToSvg());
        string path = MarkupAssert.Elements(svg, "path", "line").First().Attribute("d")!.Value;
        Assert.Equal(2, path.Count(c => c == 'M'));
    }

    [Fact]
    public void A_point_that_stands_alone_is_drawn() => Assert.Contains(MarkupAssert.Elements(MarkupAssert.IsSound(Make("a").ToSvg()), "path", "line"), p => MarkupAssert.Points(p).Distinct().Count() == 1);

    [Fact]
    public void Y_begins_at_0_only_where_asked()
    {
        PlotSeries high = new("a", [new(0, 100), new(1, 101)]);
        Assert.DoesNotContain(MarkupAssert.Elements(MarkupAssert.IsSound(new LinePlot("t", high).ToSvg()), "text", "tick"), t => t.Value == "0" && t.Attribute("text-anchor")!.Value == "end");
        Assert.Contains(MarkupAssert.Elements(MarkupAssert.IsSound(new LinePlot("t", high) { YFromZero = true }.ToSvg()), "text", "tick"), t => t.Value == "0" && t.Attribute("text-anchor")!.Value == "end");
    }

    [Fact]
    public void Refuses_infinite_values_and_too_many_curves()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new LinePlot("t", new PlotSeries("a", [new(0, double.NegativeInfinity)])));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new LinePlot("t", [.. Enumerable.Range(0, 17).Select(i => new PlotSeries($"{i}", []))]));
    }
}
