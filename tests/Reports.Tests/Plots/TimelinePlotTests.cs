using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class TimelinePlotTests : FigureContract
{
    protected override Figure Make(string text) => new TimelinePlot(text, new TimelineSpan(text, "decode", 0, 2), new TimelineSpan("score", text, 1, 4));

    protected override (Figure Figure, string Note) MakeEmpty() => (new TimelinePlot("empty"), "Nothing was timed");

    [Fact]
    public void Spans_begin_and_end_on_the_axis()
    {
        XElement svg = MarkupAssert.IsSound(Make("work").ToSvg());
        double x1 = MarkupAssert.TickPosition(svg, "1", alongX: true), x5 = MarkupAssert.TickPosition(svg, "5", alongX: true);
        XElement span = MarkupAssert.Elements(svg, "rect", "fill").Single(r => r.Value == "score, work: 4 s from 1 s");
        Assert.Equal(x1, MarkupAssert.Number(span, "x"), 0.011);
        Assert.Equal(x5 - x1 - 0.5, MarkupAssert.Number(span, "width"), 0.011);
    }

    [Fact]
    public void Refuses_time_that_runs_backwards() => Assert.Throws<ArgumentOutOfRangeException>(() => new TimelinePlot("t", new TimelineSpan("a", "b", 0, -1)));
}
