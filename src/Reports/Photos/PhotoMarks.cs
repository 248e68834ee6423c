using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>
/// Draws marks over a photo in the photo's own pixels. Colours are fixed and bright with a dark halo, because a photo does not follow the reader's
/// light or dark setting.
/// </summary>
internal sealed class PhotoMarks(SvgCanvas svg, int width, int height, double unit)
{
    private static readonly string[] ClassColors = ["#5cc8ff", "#ffb000", "#4be3a4", "#ff8ac4", "#f7e652", "#ff7d47", "#b9a5ff", "#e6e6e6"];

    private const string Dark = "#10141a";
    private const double TagSize = 13;

    public void Object(PhotoObject one, bool isDashed, bool showNames)
    {
        string color = Color(one, isDashed);
        if (one.Box is Box box)
        {
            svg.StartGroup("box", Tooltip(one, box));
            Outline(box, Dark, 4 * unit, dash: 0, opacity: 0.5);
            Outline(box, color, 2 * unit, isDashed ? 6 * unit : 0, opacity: 1);
            svg.EndGroup();
        }
        foreach ((int from, int to) in one.Limbs)
        {
            PhotoPoint a = one.Points[from], b = one.Points[to];
            if (a.Visibility == 0 || b.Visibility == 0)
                continue;
            string limbColor = isDashed ? color : a.Side == b.Side || b.Side == PointSide.None ? Color(a.Side, color) : a.Side == PointSide.None ? Color(b.Side, color) : color;
            Limb(a, b, Dark, 3.6 * unit, dash: 0, opacity: 0.5);
            Limb(a, b, limbColor, 1.8 * unit, isDashed ? 5 * unit : 0, opacity: 1);
        }
        foreach (PhotoPoint point in one.Points)
        {
            if (point.Visibility == 0)
                continue;
            svg.StartGroup("point", point.Name);
            // A keypoint's integer is its pixel's centre; the photo's pixel (0, 0) covers 0 to 1 in the figure.
            Dot(point.X + 0.5, point.Y + 0.5, point.Side, point.Visibility == 1 || isDashed);
            if (showNames && point.Name.Length > 0)
                Name(point);
            svg.EndGroup();
        }
    }

    /// <summary>The class and score on a tag: above the box, inside it where there is no room above; a dashed layer's below, so that the two do not cover one another.</summary>
    public void Tag(PhotoObject one, bool isDashed)
    {
        if (one.Box is not Box box || one.Caption.Length == 0)
            return;
        double tagHeight = (TagSize + 5) * unit;
        double y = isDashed
            ? box.Y2 + tagHeight <= height ? box.Y2 : box.Y2 - tagHeight
            : box.Y1 - tagHeight >= 0 ? box.Y1 - tagHeight : box.Y1;
        Tag(box.X1 - unit, Math.Clamp(y, 0, Math.Max(0, height - tagHeight)), one.Caption, Color(one, isDashed));
    }

    /// <summary>A remark in the upper left corner.</summary>
    public void Message(string text) => Tag(8 * unit, 8 * unit, text, "#ffffff");

    public void Dot(double x, double y, PointSide side, bool isHollow)
    {
        double radius = 3.2 * unit;
        string color = Color(side, "#ffffff");
        _ = side == PointSide.Right
            ? svg.Markup.Start("rect").Attribute("x", x - radius).Attribute("y", y - radius).Attribute("width", 2 * radius).Attribute("height", 2 * radius)
            : svg.Markup.Start("circle").Attribute("cx", x).Attribute("cy", y).Attribute("r", radius);
        _ = isHollow
            ? svg.Markup.Attribute("fill", Dark).Attribute("fill-opacity", 0.35).Attribute("stroke", color).Attribute("stroke-width", 1.6 * unit)
            : svg.Markup.Attribute("fill", color).Attribute("stroke", Dark).Attribute("stroke-width", unit);
        _ = svg.Markup.End();
    }

    private void Tag(double x, double y, string caption, string color)
    {
        double size = TagSize * unit;
        string text = TextWidth.Fit(caption, size, Math.Max(size * 3, width - (8 * unit)));
        double textWidth = TextWidth.Of(text, size);
        x = Math.Clamp(x, 0, Math.Max(0, width - textWidth - (8 * unit)));
        _ = svg.Markup.Start("rect").Attribute("x", x).Attribute("y", y).Attribute("width", textWidth + (8 * unit)).Attribute("height", size + (5 * unit))
            .Attribute("rx", 2 * unit).Attribute("fill", color).Attribute("fill-opacity", 0.92).End();
        // textLength makes the reader's font fit the tag, whatever it is.
        _ = svg.Markup.Start("text", "photo-text").Attribute("x", x + (4 * unit)).Attribute("y", y + size).Attribute("style", $"font-size:{SvgNumber.Format(size)}px;fill:{Dark}")
            .Attribute("textLength", textWidth).Attribute("lengthAdjust", "spacingAndGlyphs").Text(text).End();
    }

    private void Name(PhotoPoint point) => svg.Markup.Start("text", "photo-text").Attribute("x", point.X + 0.5 + (5.5 * unit)).Attribute("y", point.Y + 0.5 + (3.5 * unit))
        .Attribute("style", $"font-size:{SvgNumber.Format(10 * unit)}px;fill:#fff;stroke:{Dark};stroke-width:{SvgNumber.Format(2.4 * unit)}px;paint-order:stroke;stroke-linejoin:round")
        .Text(point.Name).End();

    private void Outline(Box box, string color, double strokeWidth, double dash, double opacity)
    {
        _ = svg.Markup.Start("rect").Attribute("x", Math.Min(box.X1, box.X2)).Attribute("y", Math.Min(box.Y1, box.Y2))
            .Attribute("width", Math.Abs(box.Width)).Attribute("height", Math.Abs(box.Height)).Attribute("fill", "none");
        Stroke(color, strokeWidth, dash, opacity);
    }

    private void Limb(PhotoPoint a, PhotoPoint b, string color, double strokeWidth, double dash, double opacity)
    {
        _ = svg.Markup.Start("line").Attribute("x1", a.X + 0.5).Attribute("y1", a.Y + 0.5).Attribute("x2", b.X + 0.5).Attribute("y2", b.Y + 0.5).Attribute("stroke-linecap", "round");
        Stroke(color, strokeWidth, dash, opacity);
    }

    private void Stroke(string color, double strokeWidth, double dash, double opacity)
    {
        _ = svg.Markup.Attribute("stroke", color).Attribute("stroke-width", strokeWidth);
        if (opacity < 1)
            _ = svg.Markup.Attribute("stroke-opacity", opacity);
        if (dash > 0)
            _ = svg.Markup.Attribute("stroke-dasharray", dash);
        _ = svg.Markup.End();
    }

    private static string Tooltip(PhotoObject one, Box box) => string.Create(CultureInfo.InvariantCulture,
        $"{one.Caption} {box.X1:0.#}, {box.Y1:0.#} to {box.X2:0.#}, {box.Y2:0.#}").TrimStart();

    private static string Color(PhotoObject one, bool isDashed) => isDashed ? "#ffffff" : ClassColors[one.ClassIndex % ClassColors.Length];

    private static string Color(PointSide side, string none) => side switch { PointSide.Left => ClassColors[0], PointSide.Right => ClassColors[1], _ => none };
}
