namespace DeepRecipes.Reports;

/// <summary>Precision over recall, one curve a class, drawn in steps as average precision counts them, with the average precision in the legend.</summary>
public sealed class PrecisionRecallPlot : Figure
{
    private readonly CurveChart _chart;
    private readonly PlotSeries[] _series;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="curves">Up to 16 curves of (recall, precision); none leaves a frame that says so.</param>
    /// <exception cref="ArgumentException">A curve's X turns back.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More than 16 curves, or a value outside 0 to 1.</exception>
    public PrecisionRecallPlot(string title, params IReadOnlyList<CurveWithArea> curves)
        : base(title)
    {
        PlotData.AtMost(curves, PlotColors.Most, nameof(curves));
        _series = [.. curves.Select(curve => Falling(curve).ToSeries("AP", nameof(curves)))];
        _chart = new CurveChart(Axis.Fixed(0, 1, "Recall"), Axis.Fixed(0, 1, "Precision"), _series, innerHeight: 330, diagonal: "") { IsStep = true };
    }

    /// <inheritdoc/>
    public override string Description => _series.Length == 0
        ? "No precision-recall curves."
        : $"Precision over recall. {string.Join(", ", _series.Select(s => $"{s.Name}: {s.Remark}"))}.";

    internal override (double Width, double Height) Size => _chart.Size;

    private protected override void Draw(SvgCanvas svg) => _chart.Draw(svg, "No positives: no curve");

    // A step leaves a point across and then goes up or down. AP = sum (R_n - R_n-1) P_n: between two recalls the precision of the higher one
    // holds, so the curve is walked from high recall to low.
    private static CurveWithArea Falling(CurveWithArea curve) => curve.Points.Count > 1 && curve.Points[0].X < curve.Points[^1].X
        ? curve with { Points = [.. curve.Points.Reverse()] }
        : curve;
}
