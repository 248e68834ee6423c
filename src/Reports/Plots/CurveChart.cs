namespace DeepRecipes.Reports;

/// <summary>The worker of all figures that draw curves over a pair of axes.</summary>
internal sealed class CurveChart
{
    private const double Width = 480;

    private readonly PlotFrame _frame;
    private readonly Legend _legend;
    private readonly IReadOnlyList<PlotSeries> _series;

    public CurveChart(Axis x, Axis y, IReadOnlyList<PlotSeries> series, double innerHeight, string diagonal)
    {
        _series = series;
        Diagonal = diagonal;
        _frame = new PlotFrame(x, y, Width, 10, innerHeight);
        List<(string, string, string)> entries = [.. series.Select((s, i) => (s.Name, s.Remark, PlotColors.Series(i) + " line"))];
        if (diagonal.Length > 0)
            entries.Add((diagonal, "", "chance"));
        // A single curve needs no key: the figure's title names it. Its remark (the area) is still worth its line.
        _legend = new Legend(entries.Count == 1 && series.Count == 1 && series[0].Remark.Length == 0 ? [] : entries, _frame.Left, _frame.Right);
    }

    public bool IsStep { get; init; }

    /// <summary>The name of the dashed line from corner to corner; empty for none.</summary>
    public string Diagonal { get; }

    public (double Width, double Height) Size => (Width, _frame.End + _legend.Height + 4);

    public void Draw(SvgCanvas svg, string emptyMessage)
    {
        _frame.DrawAxes(svg);
        if (Diagonal.Length > 0)
            svg.Line(_frame.Left, _frame.Bottom, _frame.Right, _frame.Top, "chance");
        bool isEmpty = true;
        for (int i = 0; i < _series.Count; i++)
        {
            string line = CurvePath.Of(_series[i].Points, _frame, IsStep);
            if (line.Length == 0)
                continue;
            isEmpty = false;
            string color = PlotColors.Series(i);
            svg.StartGroup(color, _series[i].Remark.Length > 0 ? $"{_series[i].Name}: {_series[i].Remark}" : _series[i].Name);
            if (_series.Count == 1)
                svg.Path(CurvePath.AreaUnder(_series[i].Points, _frame, IsStep), "area");
            svg.Path(line, color + " line");
            svg.EndGroup();
        }
        if (isEmpty)
            _frame.DrawEmpty(svg, emptyMessage);
        _legend.Draw(svg, _frame.End);
    }
}
