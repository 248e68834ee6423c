namespace DeepRecipes.Reports;

/// <summary>One comparison with a peer.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Ratio">How many times as good as the peer: above 1 is better, finite and above 0; NaN where it was not measured.</param>
public readonly record struct RatioBar(string Name, double Ratio);

/// <summary>Comparisons with a peer on a logarithmic axis, where twice as fast and half as fast lie equally far from 1. Losses are drawn, not hidden.</summary>
public sealed class RatioPlot : Figure
{
    /// <summary>Comparisons that one figure shows at most.</summary>
    public const int MostBars = 200;

    private const double Width = 480;
    private const double RowHeight = 23;

    private readonly RatioBar[] _bars;
    private readonly double _left;
    private readonly Axis _axis;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="bars">The comparisons, at most <see cref="MostBars"/>, drawn in this order; none leaves a frame that says so.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too many comparisons, or a ratio that is infinite or not above 0.</exception>
    public RatioPlot(string title, params IReadOnlyList<RatioBar> bars)
        : base(title)
    {
        PlotData.AtMost(bars, MostBars, nameof(bars));
        foreach (RatioBar bar in bars.Where(b => !double.IsNaN(b.Ratio)))
            Ensure.InRange(bar.Ratio, double.Epsilon, double.MaxValue, $"bars '{bar.Name}' {nameof(RatioBar.Ratio)}");
        _bars = [.. bars];
        _left = (_bars.Length == 0 ? 0 : Math.Min(170, _bars.Max(b => TextWidth.Of(b.Name, 12)))) + 14;
        double[] ratios = [.. bars.Select(b => b.Ratio).Where(r => !double.IsNaN(r))];
        _axis = Axis.Logarithmic(Math.Min(0.8, ratios.Append(1).Min()), Math.Max(1.25, ratios.Append(1).Max()), "Times the peer (logarithmic)");
    }

    /// <inheritdoc/>
    public override string Description => _bars.Length == 0 ? "No comparisons." : $"{string.Join(", ", _bars.Select(b => $"{b.Name}: {Text(b.Ratio)}"))}.";

    internal override (double Width, double Height) Size => (Width, Bottom + 44);

    private double Bottom => 8 + (Math.Max(2, _bars.Length) * RowHeight);

    private protected override void Draw(SvgCanvas svg)
    {
        double X(double ratio) => _left + 40 + (_axis.Share(ratio) * (Width - 92 - _left));
        for (int i = 0; i < _axis.Ticks.Values.Length; i++)
        {
            double x = X(_axis.Ticks.Values[i]);
            svg.Line(x, 8, x, Bottom, "grid");
            svg.Text(x, Bottom + 16, _axis.Ticks.Labels[i], "tick", Anchor.Middle);
        }
        svg.Text((_left + Width) / 2, Bottom + 36, _axis.Title, "axis-title", Anchor.Middle);
        if (_bars.Length == 0)
            svg.Text(Width / 2, 36, "Nothing was compared", "empty", Anchor.Middle);
        for (int row = 0; row < _bars.Length; row++)
        {
            double middle = 8 + ((row + 0.5) * RowHeight), ratio = _bars[row].Ratio;
            svg.Text(_left - 8, middle + 4, TextWidth.Fit(_bars[row].Name, 12, 170), "name", Anchor.End, tooltip: _bars[row].Name);
            if (double.IsNaN(ratio))
            {
                svg.Text(X(1) + 5, middle + 4, NumberText.NotDefined, "empty", fontSize: 11);
                continue;
            }
            double from = Math.Min(X(1), X(ratio)), to = Math.Max(X(1), X(ratio));
            svg.Rect(from, middle - 7.5, to - from, 15, (ratio >= 1 ? "s0" : "s1") + " fill", $"{_bars[row].Name}: {Text(ratio)}");
            svg.Text(ratio >= 1 ? to + 5 : from - 5, middle + 4, Text(ratio), "tick", ratio >= 1 ? Anchor.Start : Anchor.End);
        }
        svg.Line(X(1), 8, X(1), Bottom, "axis");
    }

    private static string Text(double ratio) => double.IsNaN(ratio) ? NumberText.NotDefined : NumberText.Fixed(ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0) + "\u00D7";
}
