using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class ReliabilityPlotTests : FigureContract
{
    protected override Figure Make(string text) => new ReliabilityPlot(text, new(0.1, 0.2, 10), new(double.NaN, double.NaN, 0), new(0.9, 0.6, 40)) { Caption = text };

    protected override (Figure Figure, string Note) MakeEmpty() => (new ReliabilityPlot("empty", new ReliabilityBin(double.NaN, double.NaN, 0)), "No samples");

    [Fact]
    public void Gaps_reach_from_the_curve_to_the_diagonal()
    {
        XElement svg = MarkupAssert.IsSound(Make("a").ToSvg());
        double y0 = MarkupAssert.Elements(svg, "text", "tick").Where(t => t.Value == "0" && t.Attribute("text-anchor")!.Value == "end").Min(t => MarkupAssert.Number(t, "y")) - 4;
        double y1 = MarkupAssert.TickPosition(svg, "1.0", alongX: false);
        XElement[] gaps = [.. MarkupAssert.Elements(svg, "rect", "s1")];
        Assert.Equal(2, gaps.Length);
        Assert.Equal(0.1 * (y0 - y1), MarkupAssert.Number(gaps[0], "height"), 0.011);
        Assert.Equal(0.3 * (y0 - y1), MarkupAssert.Number(gaps[1], "height"), 0.011);
    }

    [Fact]
    public void Refuses_a_share_that_is_none() => Assert.Throws<ArgumentOutOfRangeException>(() => new ReliabilityPlot("t", new ReliabilityBin(1.5, 0, 1)));

    [Fact]
    public void A_metrics_result_is_drawn_without_its_empty_bins()
    {
        DeepRecipes.Metrics.Calibration calibration = DeepRecipes.Metrics.Calibration.From([true, false, true, true], [0.3, 0.2, 0.8, 0.9], bins: 4);
        Assert.Equal(calibration.Bins.Count(bin => bin.Weight > 0), MarkupAssert.Elements(MarkupAssert.IsSound(new ReliabilityPlot("t", calibration).ToSvg()), "circle").Count());
    }
}
