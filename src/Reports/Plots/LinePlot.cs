namespace DeepRecipes.Reports;

/// <summary>Curves over two linear axes: a loss over epochs, a score over a threshold.</summary>
public sealed class LinePlot : Figure
{
    private readonly PlotSeries[] _series;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="series">Up to 16 curves. X is finite and only rises or only falls; a NaN in Y is a gap. None leaves a frame that says so.</param>
    /// <exception cref="ArgumentException">A curve's X turns back.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More than 16 curves, or a coordinate that is infinite, or an X that is NaN.</exception>
    public LinePlot(string title, params IReadOnlyList<PlotSeries> series)
        : base(title)
    {
        PlotData.AtMost(series, PlotColors.Most, nameof(series));
        foreach (PlotSeries one in series)
            PlotData.Curve(one, nameof(series));
        _series = [.. series];
    }

    /// <summary>What the x axis measures, with its unit.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>What the y axis measures, with its unit.</summary>
    public string YTitle { get; init; } = "";

    /// <summary>Whether the y axis begins at 0 even where the data lie far above it.</summary>
    public bool YFromZero { get; init; }

    /// <inheritdoc/>
    public override string Description => _series.Length == 0
        ? "No curves."
        : string.Join(" ", _series.Select(Describe));

    internal override (double Width, double Height) Size => Chart().Size;

    private protected override void Draw(SvgCanvas svg) => Chart().Draw(svg, "No points to draw");

    private static string Describe(PlotSeries series)
    {
        double[] values = [.. series.Points.Select(p => p.Y).Where(y => !double.IsNaN(y))];
        return values.Length == 0
            ? $"{series.Name}: no points."
            : $"{series.Name}: {NumberText.Of(series.Points.Count)} points, from {NumberText.Of(values[0])} to {NumberText.Of(values[^1])}, least {NumberText.Of(values.Min())}, greatest {NumberText.Of(values.Max())}.";
    }

    private CurveChart Chart()
    {
        IEnumerable<double> ys = _series.SelectMany(s => s.Points).Select(p => p.Y);
        return new CurveChart(
            Axis.Around(_series.SelectMany(s => s.Points).Select(p => p.X), XTitle),
            Axis.Around(YFromZero ? ys.Append(0) : ys, YTitle),
            _series,
            innerHeight: 240,
            diagonal: "");
    }
}
