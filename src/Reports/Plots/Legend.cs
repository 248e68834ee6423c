namespace DeepRecipes.Reports;

/// <summary>The names of the series under a plot, in as many rows as they need.</summary>
internal sealed class Legend
{
    private const double FontSize = 12;
    private const double RowHeight = 19;
    private const double Gap = 20;

    private readonly List<(string Name, string Remark, string CssClass, double X, int Row)> _entries = [];

    public Legend(IEnumerable<(string Name, string Remark, string CssClass)> entries, double left, double right)
    {
        double x = left;
        int row = 0;
        foreach ((string name, string remark, string cssClass) in entries)
        {
            double remarkWidth = remark.Length == 0 ? 0 : TextWidth.Of(remark, FontSize) + 6;
            string fitted = TextWidth.Fit(name, FontSize, right - left - MarkWidth(cssClass) - remarkWidth);
            double width = MarkWidth(cssClass) + TextWidth.Of(fitted, FontSize) + remarkWidth;
            if (x > left && x + width > right)
            {
                x = left;
                row++;
            }
            _entries.Add((fitted, remark, cssClass, x, row));
            x += width + Gap;
        }
    }

    public double Height => _entries.Count == 0 ? 0 : ((_entries[^1].Row + 1) * RowHeight) + 8;

    public void Draw(SvgCanvas svg, double top)
    {
        foreach ((string name, string remark, string cssClass, double x, int row) in _entries)
        {
            double y = top + 8 + (row * RowHeight) + 10;
            if (IsLine(cssClass))
                svg.Line(x, y - 4, x + 17, y - 4, cssClass);
            else
                svg.Rect(x, y - 10, 11, 11, cssClass);
            _ = svg.Markup.Start("text").Attribute("x", x + MarkWidth(cssClass)).Attribute("y", y).Text(name);
            if (remark.Length > 0)
                _ = svg.Markup.Start("tspan", "tick").Attribute("dx", 6).Text(remark).End();
            _ = svg.Markup.End();
        }
    }

    private static bool IsLine(string cssClass) => cssClass.Contains("line", StringComparison.Ordinal) || cssClass.Contains("chance", StringComparison.Ordinal);

    private static double MarkWidth(string cssClass) => IsLine(cssClass) ? 24 : 17;
}
