using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Confidence">The mean predicted probability of its samples, 0 to 1; NaN for an empty bin.</param>
/// <param name="Accuracy">The share of its samples that were right, 0 to 1; NaN for an empty bin.</param>
/// <param name="Count">Its samples, or the sum of their weights; finite, not below 0.</param>
public readonly record struct ReliabilityBin(double Confidence, double Accuracy, double Count);

/// <summary>
/// A reliability diagram (Niculescu-Mizil and Caruana 2005; Guo et al. 2017): how often the model was right where it said it was so sure, the
/// gap to the diagonal, and below it how many samples each bin has.
/// </summary>
public sealed class ReliabilityPlot : Figure
{
    private const double Width = 480;
    private const double CountsHeight = 56;

    private readonly ReliabilityBin[] _bins;
    private readonly PlotFrame _frame = new(Axis.Fixed(0, 1, ""), Axis.Fixed(0, 1, "Share that was right"), Width, 10, 300);

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="bins">The bins in rising order of confidence, up to 100; empty ones are left out of the curve.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 100 bins, a share outside 0 to 1, a count below 0, or a share that is NaN in a bin with samples.</exception>
    public ReliabilityPlot(string title, params IReadOnlyList<ReliabilityBin> bins)
        : base(title)
    {
        PlotData.AtMost(bins, 100, nameof(bins));
        for (int i = 0; i < bins.Count; i++)
        {
            Ensure.InRange(bins[i].Count, 0, double.MaxValue, $"bins[{i}].Count");
            if (bins[i].Count == 0)
                continue;
            Ensure.InRange(bins[i].Confidence, 0, 1, $"bins[{i}].Confidence");
            Ensure.InRange(bins[i].Accuracy, 0, 1, $"bins[{i}].Accuracy");
        }
        _bins = [.. bins.Where(bin => bin.Count > 0)];
    }

    /// <summary>Makes the figure of a metric's result.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="calibration">The bins, up to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 100 bins.</exception>
    public ReliabilityPlot(string title, Calibration calibration)
        : this(title, [.. (calibration ?? throw new ArgumentNullException(nameof(calibration))).Bins.Select(bin => new ReliabilityBin(bin.Confidence, bin.Accuracy, bin.Weight))])
    {
    }

    /// <inheritdoc/>
    public override string Description => _bins.Length == 0
        ? "A reliability diagram without samples."
        : $"Reliability diagram of {NumberText.Of(_bins.Sum(b => b.Count))} samples. {string.Join(", ", _bins.Select(b => $"sure {NumberText.Percent(b.Confidence)}, right {NumberText.Percent(b.Accuracy)}"))}.";

    internal override (double Width, double Height) Size => (Width, CountsTop + CountsHeight + 24);

    private double CountsTop => _frame.End + 14;

    private protected override void Draw(SvgCanvas svg)
    {
        _frame.DrawAxes(svg);
        svg.Line(_frame.Left, _frame.Bottom, _frame.Right, _frame.Top, "chance");
        if (_bins.Length == 0)
            _frame.DrawEmpty(svg, "No samples");
        PathData curve = new();
        foreach (ReliabilityBin bin in _bins)
        {
            double x = _frame.X(bin.Confidence), y = _frame.Y(bin.Accuracy), ideal = _frame.Y(bin.Confidence);
            svg.Rect(x - 3, Math.Min(y, ideal), 6, Math.Abs(y - ideal), "s1 soft");
            _ = curve.IsEmpty ? curve.MoveTo(x, y) : curve.LineTo(x, y);
        }
        if (!curve.IsEmpty)
            svg.Path(curve.ToString(), "s0 line");
        double most = _bins.Length == 0 ? 1 : _bins.Max(b => b.Count);
        double bottom = CountsTop + CountsHeight;
        foreach (ReliabilityBin bin in _bins)
        {
            string tooltip = $"Sure {NumberText.Percent(bin.Confidence)}, right {NumberText.Percent(bin.Accuracy)}, {NumberText.Of(bin.Count)} samples";
            svg.Circle(_frame.X(bin.Confidence), _frame.Y(bin.Accuracy), 4, "s0 dot", tooltip);
            double height = CountsHeight * bin.Count / most;
            svg.Rect(_frame.X(bin.Confidence) - 5, bottom - height, 10, height, "s0 soft", tooltip);
        }
        svg.Line(_frame.Left, bottom, _frame.Right, bottom, "axis");
        svg.Text(_frame.Left - 7, CountsTop + 9, NumberText.Of(_bins.Length == 0 ? 0 : most), "tick", Anchor.End);
        svg.Text(_frame.Left - 7, bottom + 3, "0", "tick", Anchor.End);
        svg.TextUpwards(12, CountsTop + (CountsHeight / 2), "Count", "axis-title");
        svg.Text((_frame.Left + _frame.Right) / 2, bottom + 18, "Mean predicted probability", "axis-title", Anchor.Middle);
    }
}
