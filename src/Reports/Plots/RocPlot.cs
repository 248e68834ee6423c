namespace DeepRecipes.Reports;

/// <summary>Receiver operating characteristic: true positive rate over false positive rate, one curve a class, with its area and the line of chance.</summary>
public sealed class RocPlot : Figure
{
    private readonly CurveChart _chart;
    private readonly PlotSeries[] _series;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="curves">Up to 16 curves of (false positive rate, true positive rate); none leaves a frame that says so.</param>
    /// <exception cref="ArgumentException">A curve's X turns back.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More than 16 curves, or a rate outside 0 to 1.</exception>
    public RocPlot(string title, params IReadOnlyList<CurveWithArea> curves)
        : base(title)
    {
        PlotData.AtMost(curves, PlotColors.Most, nameof(curves));
        _series = [.. curves.Select(curve => curve.ToSeries("AUC", nameof(curves)))];
        _chart = new CurveChart(Axis.Fixed(0, 1, "False positive rate"), Axis.Fixed(0, 1, "True positive rate"), _series, innerHeight: 330, diagonal: "Chance");
    }

    /// <inheritdoc/>
    public override string Description => _series.Length == 0
        ? "No ROC curves."
        : $"ROC curves, true positive rate over false positive rate. {string.Join(", ", _series.Select(s => $"{s.Name}: {s.Remark}"))}.";

    internal override (double Width, double Height) Size => _chart.Size;

    private protected override void Draw(SvgCanvas svg) => _chart.Draw(svg, "No positives or no negatives: no curve");
}
