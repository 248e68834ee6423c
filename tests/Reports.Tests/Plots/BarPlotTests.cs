using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class BarPlotTests : FigureContract
{
    protected override Figure Make(string text) => new BarPlot(text, [text, "dog"], new BarSeries(text, [0.5, double.NaN]), new BarSeries("b", [0.25, 1])) { ValueTitle = text, Most = 1 };

    protected override (Figure Figure, string Note) MakeEmpty() => (new BarPlot("empty", []), "Nothing to compare");

    [Fact]
    public void Lengths_are_proportional_to_the_values()
    {
        XElement svg = MarkupAssert.IsSound(Make("cat").ToSvg());
        double x0 = MarkupAssert.TickPosition(svg, "0", alongX: true), x1 = MarkupAssert.TickPosition(svg, "1.0", alongX: true);
        XElement Bar(string tooltip) => MarkupAssert.Elements(svg, "rect", "fill").Single(r => r.Value == tooltip);
        Assert.Equal(0.5 * (x1 - x0), MarkupAssert.Number(Bar("cat, cat: 0.500"), "width"), 0.011);
        Assert.Equal(0.25 * (x1 - x0), MarkupAssert.Number(Bar("cat, b: 0.250"), "width"), 0.011);
        Assert.Equal(x0, MarkupAssert.Number(Bar("dog, b: 1.000"), "x"), 0.011);
        Assert.Equal(x1 - x0, MarkupAssert.Number(Bar("dog, b: 1.000"), "width"), 0.011);
        Assert.Contains(MarkupAssert.Elements(svg, "text", "empty"), t => t.Value == "n/a");
    }

    [Fact]
    public void Negative_values_go_to_the_left_of_0()
    {
        XElement svg = MarkupAssert.IsSound(new BarPlot("t", ["a"], new BarSeries("s", [-3])).ToSvg());
        XElement bar = MarkupAssert.Elements(svg, "rect", "fill").Single();
        Assert.Equal(MarkupAssert.TickPosition(svg, "0", alongX: true), MarkupAssert.Number(bar, "x") + MarkupAssert.Number(bar, "width"), 0.011);
    }

    [Fact]
    public void Refuses_a_series_of_another_length() =>
        Assert.Contains("'s' holds 2 values", Assert.Throws<ArgumentException>(() => new BarPlot("t", ["a"], new BarSeries("s", [1, 2]))).Message, StringComparison.Ordinal);
}
