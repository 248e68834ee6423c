namespace DeepRecipes.Reports;

/// <summary>The rectangle in which data are drawn, with grid, ticks and titles around it, and the way from data to figure units.</summary>
internal sealed class PlotFrame
{
    private const double TickSize = 11;

    private readonly Axis _x;
    private readonly Axis _y;

    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="width">The whole figure's width.</param>
    /// <param name="top">Where the frame begins.</param>
    /// <param name="innerHeight">The height of the rectangle for data.</param>
    public PlotFrame(Axis x, Axis y, double width, double top, double innerHeight)
    {
        _x = x;
        _y = y;
        double widest = y.Ticks.Labels.Length == 0 ? 0 : y.Ticks.Labels.Max(label => TextWidth.Of(label, TickSize));
        Left = Math.Ceiling(widest) + 12 + (y.Title.Length > 0 ? 20 : 0);
        Right = width - 14;
        Top = top;
        Bottom = top + innerHeight;
    }

    public double Left { get; }

    public double Right { get; }

    public double Top { get; }

    public double Bottom { get; }

    /// <summary>Where the frame with its ticks and title ends.</summary>
    public double End => Bottom + 20 + (_x.Title.Length > 0 ? 20 : 0);

    public double X(double value) => Left + (_x.Share(value) * (Right - Left));

    public double Y(double value) => Bottom - (_y.Share(value) * (Bottom - Top));

    public void DrawAxes(SvgCanvas svg, bool verticalGrid = true)
    {
        for (int i = 0; i < _y.Ticks.Values.Length; i++)
        {
            double y = Y(_y.Ticks.Values[i]);
            svg.Line(Left, y, Right, y, "grid");
            svg.Text(Left - 7, y + 4, _y.Ticks.Labels[i], "tick", Anchor.End);
        }
        for (int i = 0; i < _x.Ticks.Values.Length; i++)
        {
            double x = X(_x.Ticks.Values[i]);
            if (verticalGrid)
                svg.Line(x, Top, x, Bottom, "grid");
            svg.Text(x, Bottom + 16, _x.Ticks.Labels[i], "tick", Anchor.Middle);
        }
        svg.Line(Left, Bottom, Right, Bottom, "axis");
        if (_x.Title.Length > 0)
            svg.Text((Left + Right) / 2, Bottom + 36, _x.Title, "axis-title", Anchor.Middle);
        if (_y.Title.Length > 0)
            svg.TextUpwards(12, (Top + Bottom) / 2, _y.Title, "axis-title");
    }

    /// <summary>Said inside the frame when there are no data to draw.</summary>
    public void DrawEmpty(SvgCanvas svg, string message) => svg.Text((Left + Right) / 2, Top + (0.3 * (Bottom - Top)), message, "empty", Anchor.Middle);
}
