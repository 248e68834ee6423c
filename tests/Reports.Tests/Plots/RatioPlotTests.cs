using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class RatioPlotTests : FigureContract
{
    protected override Figure Make(string text) => new RatioPlot(text, new(text, 4), new("slow", 0.25), new("none", double.NaN));

    protected override (Figure Figure, string Note) MakeEmpty() => (new RatioPlot("empty"), "Nothing was compared");

    [Fact]
    public void Four_times_and_a_quarter_lie_equally_far_from_1()
    {
        XElement svg = MarkupAssert.IsSound(Make("fast").ToSvg());
        XElement[] bars = [.. MarkupAssert.Elements(svg, "rect", "fill")];
        Assert.Equal(2, bars.Length);
        Assert.Equal(MarkupAssert.Number(bars[0], "width"), MarkupAssert.Number(bars[1], "width"), 0.021);
        Assert.Equal(MarkupAssert.Number(bars[0], "x"), MarkupAssert.Number(bars[1], "x") + MarkupAssert.Number(bars[1], "width"), 0.021);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_ratios_that_are_none(double ratio) => Assert.Throws<ArgumentOutOfRangeException>(() => new RatioPlot("t", new RatioBar("a", ratio)));
}
