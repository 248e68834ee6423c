namespace DeepRecipes.Reports;

/// <summary>Counts of one group over the bins of a histogram.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Counts">A count for each bin, none below 0.</param>
public sealed record HistogramSeries(string Name, IReadOnlyList<long> Counts);

/// <summary>A histogram: counts over bins of a number line, for one group or several laid over one another (scores of positives and negatives).</summary>
public sealed class HistogramPlot : Figure
{
    /// <summary>Bins that one figure shows at most.</summary>
    public const int MostBins = 400;

    private const double Width = 480;

    private readonly double[] _edges;
    private readonly HistogramSeries[] _series;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="edges">The bins' edges, rising and finite: one more than there are bins, which are at most <see cref="MostBins"/>.</param>
    /// <param name="series">1 to 8 groups, each with a count for each bin.</param>
    /// <exception cref="ArgumentException">The edges do not rise, or a group has not one count for each bin.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many bins or groups, a count below 0, or an edge that is not finite.</exception>
    public HistogramPlot(string title, IReadOnlyList<double> edges, params IReadOnlyList<HistogramSeries> series)
        : base(title)
    {
        PlotData.AtMost(edges, MostBins + 1, nameof(edges));
        PlotData.AtMost(series, PlotColors.Most / 2, nameof(series));
        if (edges.Count < 2)
            throw new ArgumentException($"edges holds {edges.Count} numbers; a histogram needs at least 2.", nameof(edges));
        for (int i = 0; i < edges.Count; i++)
        {
            PlotData.Drawable(edges[i], $"edges[{i}]");
            if (i > 0 && edges[i] <= edges[i - 1])
                throw new ArgumentException($"edges[{i}] is {edges[i]} and edges[{i - 1}] is {edges[i - 1]}; edges must rise.", nameof(edges));
        }
        if (PlotData.TooClose(edges[0], edges[^1]))
            throw new ArgumentException($"edges reach from {edges[0]} to {edges[^1]}; that is too little to draw. Subtract what they have in common.", nameof(edges));
        foreach (HistogramSeries one in series)
        {
            if (one.Counts.Count != edges.Count - 1)
                throw new ArgumentException($"series '{one.Name}' holds {one.Counts.Count} counts; there are {edges.Count - 1} bins.", nameof(series));
            foreach (long count in one.Counts)
                Ensure.InRange(count, 0, long.MaxValue, $"series '{one.Name}'");
        }
        _edges = [.. edges];
        _series = [.. series];
    }

    /// <summary>What the x axis measures, with its unit.</summary>
    public string XTitle { get; init; } = "";

    /// <inheritdoc/>
    public override string Description => Total == 0
        ? "A histogram without samples."
        : $"Histogram of {_edges.Length - 1} bins from {NumberText.Of(_edges[0])} to {NumberText.Of(_edges[^1])}. {string.Join(" ", _series.Select(Describe))}";

    internal override (double Width, double Height) Size => (Width, Frame().End + MakeLegend(Frame()).Height + 4);

    private long Total => _series.Sum(s => s.Counts.Sum());

    /// <summary>Counts values into bins of equal width from the least to the greatest. NaN is not counted; the caption should say if there were any.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="values">The values; infinite ones are refused.</param>
    /// <param name="bins">The number of bins, 1 to <see cref="MostBins"/>.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is out of range or a value is infinite.</exception>
    public static HistogramPlot FromValues(string title, IReadOnlyList<double> values, int bins = 30)
    {
        ArgumentNullException.ThrowIfNull(values);
        Ensure.InRange(bins, 1, MostBins);
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        int undefined = 0;
        foreach (double value in values)
        {
            PlotData.NotInfinite(value, nameof(values));
            undefined += double.IsNaN(value) ? 1 : 0;
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
        if (!(least <= most))
            (least, most) = (0, 1);
        else if (PlotData.TooClose(least, most))
            (least, most) = (least - Math.Max(0.5, Math.Abs(least) / 2), most + Math.Max(0.5, Math.Abs(most) / 2));
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? most : least + ((most - least) * i / bins))];
        long[] counts = new long[bins];
        foreach (double value in values.Where(v => !double.IsNaN(v)))
        {
            // The last bin holds its upper edge too, as in numpy.
            int bin = Array.BinarySearch(edges, value);
            counts[Math.Min(bins - 1, bin >= 0 ? bin : ~bin - 1)]++;
        }
        return new HistogramPlot(title, edges, new HistogramSeries("", counts))
        {
            Caption = undefined == 0 ? "" : $"{NumberText.Of(undefined)} values are NaN and not counted.",
        };
    }

    private protected override void Draw(SvgCanvas svg)
    {
        PlotFrame frame = Frame();
        frame.DrawAxes(svg, verticalGrid: false);
        if (Total == 0)
            frame.DrawEmpty(svg, "No samples");
        bool isSingle = _series.Length == 1;
        for (int s = 0; s < _series.Length; s++)
        {
            string color = PlotColors.Series(s);
            PathData outline = new();
            for (int bin = 0; bin < _edges.Length - 1; bin++)
            {
                long count = _series[s].Counts[bin];
                double left = frame.X(_edges[bin]), right = frame.X(_edges[bin + 1]), y = frame.Y(count);
                if (count > 0)
                {
                    double gap = isSingle && right - left > 4 ? 0.75 : 0;
                    svg.Rect(left + gap, y, right - left - (2 * gap), frame.Bottom - y, color + (isSingle ? " fill" : " soft"),
                        $"{_series[s].Name} {NumberText.Of(_edges[bin])} to {NumberText.Of(_edges[bin + 1])}: {NumberText.Of(count)}".TrimStart());
                }
                _ = bin == 0 ? outline.MoveTo(left, y) : outline.LineTo(left, y);
                _ = outline.LineTo(right, y);
            }
            if (!isSingle)
                svg.Path(outline.ToString(), color + " edge");
        }
        MakeLegend(frame).Draw(svg, frame.End);
    }

    private static string Describe(HistogramSeries series) => $"{(series.Name.Length > 0 ? series.Name + ": " : "")}{NumberText.Of(series.Counts.Sum())} samples.";

    private PlotFrame Frame()
    {
        long highest = _series.SelectMany(s => s.Counts).DefaultIfEmpty().Max();
        return new PlotFrame(Axis.Fixed(_edges[0], _edges[^1], XTitle, 6), Axis.Around(0, Math.Max(1, highest), "Count", highest <= 5 ? Math.Max(1, (int)highest) : 5), Width, 10, 210);
    }

    private Legend MakeLegend(PlotFrame frame) => new(
        _series.Length < 2 ? [] : _series.Select((s, i) => (s.Name, "", PlotColors.Series(i) + " fill")), frame.Left, frame.Right);
}
