namespace DeepRecipes.Reports;

/// <summary>Points over two linear axes: predicted over true, loss over size. Many points become small squares whose depth is their number.</summary>
public sealed class ScatterPlot : Figure
{
    /// <summary>Points drawn one by one; more are counted in squares instead.</summary>
    public const int MostDots = 2000;

    private const double Width = 480;
    private const double Square = 5;

    private readonly PlotSeries[] _series;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="series">Up to 8 groups of points. A point with NaN in X or Y is not drawn; the description counts them.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than 8 groups, or a coordinate that is infinite.</exception>
    public ScatterPlot(string title, params IReadOnlyList<PlotSeries> series)
        : base(title)
    {
        PlotData.AtMost(series, PlotColors.Most / 2, nameof(series));
        foreach (PlotSeries one in series)
        {
            for (int i = 0; i < one.Points.Count; i++)
            {
                (double x, double y) = one.Points[i];
                if (Math.Abs(x) > PlotData.Largest || Math.Abs(y) > PlotData.Largest)
                    PlotData.NotInfinite(Math.Abs(x) > PlotData.Largest ? x : y, $"series '{one.Name}' point {i}");
            }
        }
        _series = [.. series];
    }

    /// <summary>What the x axis measures, with its unit.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>What the y axis measures, with its unit.</summary>
    public string YTitle { get; init; } = "";

    /// <summary>Whether both axes have the same range and a line shows where they are equal: for predicted over true.</summary>
    public bool ShowEquality { get; init; }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            int all = _series.Sum(s => s.Points.Count), drawn = _series.Sum(s => Defined(s).Count());
            string how = drawn > MostDots ? ", counted in squares: deeper means more" : "";
            string gaps = all > drawn ? $" {NumberText.Of(all - drawn)} more have no value (NaN) and are not drawn." : "";
            return drawn == 0 ? "A scatter plot without points." + gaps : $"Scatter plot of {NumberText.Of(drawn)} points{how}.{gaps}";
        }
    }

    internal override (double Width, double Height) Size => (Width, Frame().End + MakeLegend(Frame()).Height + 4);

    private protected override void Draw(SvgCanvas svg)
    {
        PlotFrame frame = Frame();
        frame.DrawAxes(svg);
        if (ShowEquality)
            svg.Line(frame.Left, frame.Bottom, frame.Right, frame.Top, "chance");
        int count = _series.Sum(s => Defined(s).Count());
        if (count == 0)
            frame.DrawEmpty(svg, "No points to draw");
        for (int s = 0; s < _series.Length; s++)
        {
            if (count > MostDots)
                DrawSquares(svg, frame, s);
            else
                DrawDots(svg, frame, s, count);
        }
        MakeLegend(frame).Draw(svg, frame.End);
    }

    private void DrawDots(SvgCanvas svg, PlotFrame frame, int s, int count)
    {
        double radius = count > 500 ? 2.5 : 3.5;
        foreach (PlotPoint point in Defined(_series[s]))
        {
            svg.Circle(frame.X(point.X), frame.Y(point.Y), radius, PlotColors.Series(s) + " dot",
                $"{_series[s].Name} {NumberText.Of(point.X)}, {NumberText.Of(point.Y)}".TrimStart(), opacity: 0.75);
        }
    }

    private void DrawSquares(SvgCanvas svg, PlotFrame frame, int s)
    {
        SortedDictionary<(int Row, int Column), int> squares = [];
        foreach (PlotPoint point in Defined(_series[s]))
        {
            // Points on the far edges belong to the last squares within the frame.
            int row = (int)Math.Min((frame.Y(point.Y) - frame.Top) / Square, Math.Ceiling((frame.Bottom - frame.Top) / Square) - 1);
            int column = (int)Math.Min((frame.X(point.X) - frame.Left) / Square, Math.Ceiling((frame.Right - frame.Left) / Square) - 1);
            (int, int) square = (row, column);
            squares[square] = squares.GetValueOrDefault(square) + 1;
        }
        double most = squares.Count == 0 ? 1 : Math.Log(1 + squares.Values.Max());
        foreach (((int row, int column), int count) in squares)
        {
            svg.Rect(frame.Left + (column * Square), frame.Top + (row * Square), Square, Square, PlotColors.Series(s) + " fill",
                $"{NumberText.Of(count)} points", opacity: 0.12 + (0.88 * Math.Log(1 + count) / most));
        }
    }

    private PlotFrame Frame()
    {
        PlotPoint[] points = [.. _series.SelectMany(Defined)];
        IEnumerable<double> xs = points.Select(p => p.X), ys = points.Select(p => p.Y);
        return ShowEquality
            ? new PlotFrame(Axis.Around(xs.Concat(ys), XTitle), Axis.Around(xs.Concat(ys), YTitle), Width, 10, 330)
            : new PlotFrame(Axis.Around(xs, XTitle), Axis.Around(ys, YTitle), Width, 10, 270);
    }

    private Legend MakeLegend(PlotFrame frame) => new(
        _series.Length < 2 ? [] : _series.Select((s, i) => (s.Name, s.Remark, PlotColors.Series(i) + " fill")), frame.Left, frame.Right);

    private static IEnumerable<PlotPoint> Defined(PlotSeries series) => series.Points.Where(p => !double.IsNaN(p.X) && !double.IsNaN(p.Y));
}
