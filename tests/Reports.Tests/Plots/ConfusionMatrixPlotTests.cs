using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class ConfusionMatrixPlotTests : FigureContract
{
    protected override Figure Make(string text) => new ConfusionMatrixPlot(text, [text, "dog", "none"], new long[,] { { 30, 10, 0 }, { 1, 4, 0 }, { 0, 0, 0 } });

    protected override (Figure Figure, string Note) MakeEmpty() => (new ConfusionMatrixPlot("empty", ["a"], new long[,] { { 0 } }), "No samples");

    [Fact]
    public void Rows_are_true_classes_and_shares_are_of_the_row()
    {
        XElement svg = MarkupAssert.IsSound(Make("cat").ToSvg());
        XElement[] cells = [.. MarkupAssert.Elements(svg, "rect", "cell")];
        Assert.Equal(9, cells.Length);
        XElement wrong = cells.Single(c => c.Value == "True cat, predicted dog: 10 of 40 (25.0\u00A0%)");
        XElement right = cells.Single(c => c.Value == "True cat, predicted cat: 30 of 40 (75.0\u00A0%)");
        XElement below = cells.Single(c => c.Value == "True dog, predicted cat: 1 of 5 (20.0\u00A0%)");
        Assert.Equal(MarkupAssert.Number(right, "y"), MarkupAssert.Number(wrong, "y"));
        Assert.Equal(MarkupAssert.Number(right, "x") + MarkupAssert.Number(right, "width"), MarkupAssert.Number(wrong, "x"), 0.011);
        Assert.Equal(MarkupAssert.Number(right, "y") + MarkupAssert.Number(right, "height"), MarkupAssert.Number(below, "y"), 0.011);
        Assert.True(MarkupAssert.Number(right, "fill-opacity") > MarkupAssert.Number(wrong, "fill-opacity"));
        Assert.Contains(cells, c => c.Value == "True none, predicted none: 0 of 0 (n/a)");
    }

    [Fact]
    public void Many_classes_keep_their_tooltips_and_drop_their_numbers()
    {
        int n = ConfusionMatrixPlot.MostClasses;
        long[,] counts = new long[n, n];
        counts[1, 2] = 7;
        XElement svg = MarkupAssert.IsSound(new ConfusionMatrixPlot("big", [.. Enumerable.Range(0, n).Select(i => $"c{i}")], counts).ToSvg());
        Assert.Equal(n * n, MarkupAssert.Elements(svg, "rect", "cell").Count());
        Assert.Contains(MarkupAssert.Elements(svg, "title"), t => t.Value.StartsWith("True c1, predicted c2: 7 of 7", StringComparison.Ordinal));
        Assert.DoesNotContain(MarkupAssert.Elements(svg, "text"), t => t.Value == "7");
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        _ = Assert.Throws<ArgumentException>(() => new ConfusionMatrixPlot("t", ["a", "b"], new long[2, 3]));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrixPlot("t", ["a"], new long[,] { { -1 } }));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrixPlot("t", new string[129], new long[129, 129]));
    }

    [Fact]
    public void Does_not_change_when_the_caller_reuses_the_counts()
    {
        long[,] counts = { { 3 } };
        ConfusionMatrixPlot plot = new("t", ["a"], counts);
        string before = plot.ToSvg();
        counts[0, 0] = 99;
        Assert.Equal(before, plot.ToSvg());
    }

    [Fact]
    public void A_metrics_result_gives_the_same_figure_as_its_numbers() => Assert.Equal(
        new ConfusionMatrixPlot("t", ["a", "b"], new long[,] { { 3, 1 }, { 2, 5 } }).ToSvg(),
        new ConfusionMatrixPlot("t", new DeepRecipes.Metrics.ConfusionMatrix(["a", "b"], [3, 1, 2, 5])).ToSvg());
}
