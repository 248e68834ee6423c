namespace DeepRecipes.Reports.Tests;

/// <summary>Whatever the numbers, a figure is either refused where it is made, with an error that names them, or is sound.</summary>
public class AnyNumberTests
{
    private static readonly double[] Extremes =
    [
        0, 1, -0.1, 5e-324, 1e-300, -1e299, 1e300, 1.0000000000000002, 123456789.123, double.MinValue, double.NaN, double.PositiveInfinity,
    ];

    [Fact]
    public void Every_pair_of_extremes()
    {
        foreach (double a in Extremes)
        {
            foreach (double b in Extremes)
                AreRefusedOrSound(a, b);
        }
    }

    [Fact]
    public void Random_numbers() => Prop.ForAll<double, double>(AreRefusedOrSound).QuickCheckThrowOnFailure();

    private static void AreRefusedOrSound(double a, double b)
    {
        Check(() => new LinePlot("t", new PlotSeries("s", [new(a, b), new(a, a)])));
        Check(() => new LinePlot("t", new PlotSeries("s", [new(0, a), new(1, b)])) { YFromZero = true });
        Check(() => new ScatterPlot("t", new PlotSeries("s", [new(a, b), new(b, a)])) { ShowEquality = true });
        Check(() => new ScatterPlot("t", new PlotSeries("s", [new(a, b)])));
        Check(() => new BarPlot("t", ["a", "b"], new BarSeries("s", [a, b])));
        Check(() => new BarPlot("t", ["a"], new BarSeries("s", [a])) { Most = b });
        Check(() => new HistogramPlot("t", [a, b], new HistogramSeries("s", [3])));
        Check(() => HistogramPlot.FromValues("t", [a, b, 1], bins: 7));
        Check(() => new TimelinePlot("t", new TimelineSpan("l", "n", a, b), new TimelineSpan("l", "n", b, 1)));
        Check(() => new RatioPlot("t", new("a", a), new("b", b)));
        Check(() => new RocPlot("t", new CurveWithArea("c", [new(a, b)], a)));
        Check(() => new ReliabilityPlot("t", new ReliabilityBin(a, b, 2), new ReliabilityBin(0.5, 0.5, Math.Abs(a))));
        Check(() => new PhotoFigure("t", MarkupAssert.TinyPhoto(), new PhotoLayer("l", [new() { Box = new Box((float)a, (float)b, 3, 4), Score = a, Label = "x", Points = [new(a, b)] }])));
    }

    private static void Check(Func<Figure> make)
    {
        Figure figure;
        try
        {
            figure = make();
        }
        catch (ArgumentException error)
        {
            Assert.NotEmpty(error.ParamName!);
            return;
        }
        _ = MarkupAssert.IsSound(figure.ToSvg());
    }
}
