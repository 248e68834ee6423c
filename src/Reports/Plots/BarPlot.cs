namespace DeepRecipes.Reports;

/// <summary>One series of bars: a value for each category.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">A value for each category, in their order; NaN is shown as "n/a".</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);

/// <summary>Horizontal bars with their values, one row a category: F1 of each class, of one model or several side by side.</summary>
public sealed class BarPlot : Figure
{
    /// <summary>Categories that one figure shows at most.</summary>
    public const int MostCategories = 200;

    private const double Width = 480;
    private const double LabelSize = 12;

    private readonly string[] _categories;
    private readonly BarSeries[] _series;
    private readonly double _left;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="categories">The rows' names, at most <see cref="MostCategories"/>.</param>
    /// <param name="series">1 to 8 series, each with a value for each category.</param>
    /// <exception cref="ArgumentException">A series has not as many values as there are categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many categories or series, or a value is infinite.</exception>
    public BarPlot(string title, IReadOnlyList<string> categories, params IReadOnlyList<BarSeries> series)
        : base(title)
    {
        PlotData.AtMost(categories, MostCategories, nameof(categories));
        PlotData.AtMost(series, PlotColors.Most / 2, nameof(series));
        foreach (BarSeries one in series)
        {
            if (one.Values.Count != categories.Count)
                throw new ArgumentException($"series '{one.Name}' holds {one.Values.Count} values; there are {categories.Count} categories.", nameof(series));
            for (int i = 0; i < one.Values.Count; i++)
                PlotData.NotInfinite(one.Values[i], $"series '{one.Name}' value {i}");
        }
        _categories = [.. categories];
        _series = [.. series];
        _left = Math.Ceiling(_categories.Length == 0 ? 0 : Math.Min(150, _categories.Max(c => TextWidth.Of(c, LabelSize)))) + 14;
    }

    /// <summary>What the bars measure, with its unit.</summary>
    public string ValueTitle { get; init; } = "";

    /// <summary>The value at the axis's end, above 0, for instance 1 for a score; a longer bar ends there, its number tells. NaN, the default, follows the data.</summary>
    public double Most
    {
        get;
        init
        {
            if (!double.IsNaN(value))
                Ensure.InRange(value, 1e-290, PlotData.Largest, nameof(Most));
            field = value;
        }
    } = double.NaN;

    /// <inheritdoc/>
    public override string Description => _categories.Length == 0 || _series.Length == 0
        ? "No bars."
        : string.Join(" ", _series.Select(s => $"{s.Name}: {string.Join(", ", _categories.Zip(s.Values, (c, v) => $"{c} {NumberText.Of(v)}"))}."));

    internal override (double Width, double Height) Size => (Width, 8 + Math.Max(60, _categories.Length * RowHeight) + (ValueTitle.Length > 0 ? 42 : 24) + MakeLegend().Height);

    private double BarHeight => _series.Length <= 1 ? 15 : Math.Max(7, 24.0 / _series.Length);

    private double RowHeight => (BarHeight * Math.Max(1, _series.Length)) + 9;

    private protected override void Draw(SvgCanvas svg)
    {
        IEnumerable<double> values = _series.SelectMany(s => s.Values);
        Axis axis = double.IsNaN(Most) ? Axis.Around(values.Append(0), ValueTitle) : Axis.Fixed(Math.Min(0, values.Append(0).Where(v => !double.IsNaN(v)).Min()), Most, ValueTitle);
        double bottom = 8 + Math.Max(60, _categories.Length * RowHeight);
        double X(double value) => _left + (Math.Clamp(axis.Share(value), 0, 1) * (Width - 50 - _left));
        for (int i = 0; i < axis.Ticks.Values.Length; i++)
        {
            double x = X(axis.Ticks.Values[i]);
            svg.Line(x, 8, x, bottom, "grid");
            svg.Text(x, bottom + 16, axis.Ticks.Labels[i], "tick", Anchor.Middle);
        }
        if (ValueTitle.Length > 0)
            svg.Text((_left + Width - 50) / 2, bottom + 36, ValueTitle, "axis-title", Anchor.Middle);
        if (_categories.Length == 0 || _series.Length == 0)
            svg.Text(Width / 2, 42, "Nothing to compare", "empty", Anchor.Middle);
        for (int row = 0; row < _categories.Length; row++)
            DrawRow(svg, row, X);
        svg.Line(X(0), 8, X(0), bottom, "axis");
        MakeLegend().Draw(svg, bottom + (ValueTitle.Length > 0 ? 40 : 20));
    }

    private void DrawRow(SvgCanvas svg, int row, Func<double, double> toX)
    {
        double top = 8 + (row * RowHeight) + 4.5;
        double middle = top + (BarHeight * Math.Max(1, _series.Length) / 2);
        svg.Text(_left - 8, middle + 4, TextWidth.Fit(_categories[row], LabelSize, 150), "name", Anchor.End, tooltip: _categories[row]);
        for (int s = 0; s < _series.Length; s++)
        {
            double value = _series[s].Values[row], y = top + (s * BarHeight);
            double size = Math.Min(11, BarHeight + 1);
            string text = Text(value);
            if (double.IsNaN(value))
            {
                svg.Text(toX(0) + 5, y + (BarHeight / 2) + (size * 0.36), text, "empty", fontSize: size);
                continue;
            }
            double from = Math.Min(toX(0), toX(value)), to = Math.Max(toX(0), toX(value));
            svg.Rect(from, y + 0.5, to - from, BarHeight - 1, PlotColors.Series(s) + " fill", $"{_categories[row]}, {_series[s].Name}: {text}");
            svg.Text(to + 5, y + (BarHeight / 2) + (size * 0.36), text, "tick", fontSize: size);
        }
    }

    // Scores share their decimals, so that the column of numbers can be compared at a glance.
    private string Text(double value) => _series.All(s => s.Values.All(v => double.IsNaN(v) || Math.Abs(v) <= 1)) ? NumberText.Fixed(value, 3) : NumberText.Of(value);

    private Legend MakeLegend() => new(
        _series.Length < 2 ? [] : _series.Select((s, i) => (s.Name, "", PlotColors.Series(i) + " fill")), _left, Width - 14);
}
