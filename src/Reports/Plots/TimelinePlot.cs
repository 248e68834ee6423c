namespace DeepRecipes.Reports;

/// <summary>A stretch of time in a lane.</summary>
/// <param name="Lane">The row it stands in: a thread, a stage.</param>
/// <param name="Name">What was done.</param>
/// <param name="Start">When it began, in seconds from the beginning; finite.</param>
/// <param name="Seconds">How long it took; finite, not below 0.</param>
public sealed record TimelineSpan(string Lane, string Name, double Start, double Seconds);

/// <summary>What was done when: one row for each lane, in the order in which the lanes first appear, one colour for each kind of work.</summary>
public sealed class TimelinePlot : Figure
{
    /// <summary>Spans that one figure shows at most.</summary>
    public const int MostSpans = 2000;

    private const double Width = 720;
    private const double LaneHeight = 26;

    private readonly TimelineSpan[] _spans;
    private readonly List<string> _lanes;
    private readonly List<string> _names;
    private readonly double _left;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="spans">The spans, at most <see cref="MostSpans"/>, in at most 64 lanes; none leaves a frame that says so.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too many spans or lanes, or a time that is not finite or runs backwards.</exception>
    public TimelinePlot(string title, params IReadOnlyList<TimelineSpan> spans)
        : base(title)
    {
        PlotData.AtMost(spans, MostSpans, nameof(spans));
        for (int i = 0; i < spans.Count; i++)
        {
            PlotData.Drawable(spans[i].Start, $"spans[{i}].Start");
            Ensure.InRange(spans[i].Seconds, 0, PlotData.Largest, $"spans[{i}].Seconds");
        }
        _spans = [.. spans];
        _lanes = [.. spans.Select(s => s.Lane).Distinct(StringComparer.Ordinal)];
        _names = [.. spans.Select(s => s.Name).Distinct(StringComparer.Ordinal)];
        PlotData.AtMost(_lanes, 64, nameof(spans));
        _left = (_lanes.Count == 0 ? 0 : Math.Min(150, _lanes.Max(lane => TextWidth.Of(lane, 12)))) + 16;
    }

    /// <inheritdoc/>
    public override string Description => _spans.Length == 0
        ? "A timeline without spans."
        : $"Timeline of {_spans.Length} spans in {_lanes.Count} lanes. {string.Join(", ", _names.Select(name => $"{name}: {NumberText.Of(_spans.Where(s => s.Name == name).Sum(s => s.Seconds))} s"))}.";

    internal override (double Width, double Height) Size => (Width, Bottom + 42 + MakeLegend().Height);

    private double Bottom => 8 + (Math.Max(2, _lanes.Count) * LaneHeight);

    private protected override void Draw(SvgCanvas svg)
    {
        Axis axis = Axis.Around(_spans.Length == 0 ? 0 : _spans.Min(s => s.Start), _spans.Length == 0 ? 1 : _spans.Max(s => s.Start + s.Seconds), "Seconds", 8);
        double X(double seconds) => _left + (axis.Share(seconds) * (Width - 20 - _left));
        for (int i = 0; i < axis.Ticks.Values.Length; i++)
        {
            svg.Line(X(axis.Ticks.Values[i]), 8, X(axis.Ticks.Values[i]), Bottom, "grid");
            svg.Text(X(axis.Ticks.Values[i]), Bottom + 16, axis.Ticks.Labels[i], "tick", Anchor.Middle);
        }
        svg.Text((_left + Width - 20) / 2, Bottom + 36, axis.Title, "axis-title", Anchor.Middle);
        if (_spans.Length == 0)
            svg.Text(Width / 2, 40, "Nothing was timed", "empty", Anchor.Middle);
        for (int i = 0; i < _lanes.Count; i++)
            svg.Text(_left - 9, 8 + ((i + 0.5) * LaneHeight) + 4, TextWidth.Fit(_lanes[i], 12, 150), "name", Anchor.End);
        foreach (TimelineSpan span in _spans)
        {
            double y = 8 + (_lanes.IndexOf(span.Lane) * LaneHeight) + 4, left = X(span.Start);
            svg.Rect(left, y, Math.Max(0.75, X(span.Start + span.Seconds) - left - 0.5), LaneHeight - 8, PlotColors.Series(_names.IndexOf(span.Name)) + " fill",
                $"{span.Lane}, {span.Name}: {NumberText.Of(span.Seconds)} s from {NumberText.Of(span.Start)} s");
        }
        svg.Line(_left, Bottom, Width - 20, Bottom, "axis");
        MakeLegend().Draw(svg, Bottom + 38);
    }

    private Legend MakeLegend() => new(
        _names.Count is < 2 or > PlotColors.Most ? [] : _names.Select((name, i) => (name, "", PlotColors.Series(i) + " fill")), _left, Width - 14);
}
