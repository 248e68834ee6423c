using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>Writes marks over a photo as SVG, in the photo's own pixels.</summary>
internal sealed class PhotoMarks(SvgCanvas svg, int width, int height, double unit)
{
    private static readonly string Dark = MarkStyle.Css(MarkStyle.Dark);

    public void Object(PhotoObject one, bool isDashed, bool showNames)
    {
        if (one.Box is Box box)
        {
            svg.StartGroup("box", Tooltip(one, box));
            Outline(box, Dark, MarkStyle.HaloWidth * unit, dash: 0, MarkStyle.HaloOpacity);
            Outline(box, MarkStyle.Css(MarkStyle.Object(one, isDashed)), MarkStyle.BoxWidth * unit, isDashed ? MarkStyle.BoxDash * unit : 0, opacity: 1);
            svg.EndGroup();
        }
        foreach ((int from, int to) in one.Limbs)
        {
            PhotoPoint a = one.Points[from], b = one.Points[to];
            if (a.Visibility == 0 || b.Visibility == 0)
                continue;
            Limb(a, b, Dark, MarkStyle.LimbHaloWidth * unit, dash: 0, MarkStyle.HaloOpacity);
            Limb(a, b, MarkStyle.Css(MarkStyle.Limb(one, a, b, isDashed)), MarkStyle.LimbWidth * unit, isDashed ? MarkStyle.LimbDash * unit : 0, opacity: 1);
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

    /// <summary>The class and score on a tag at the box.</summary>
    public void Tag(PhotoObject one, bool isDashed)
    {
        if (one.Box is not Box box || one.Caption.Length == 0)
            return;
        (string text, double textWidth) = Fit(one.Caption);
        (double x, double y) = MarkStyle.TagAt(box, isDashed, textWidth + (2 * MarkStyle.TagPadding * unit), unit, width, height);
        Tag(x, y, text, textWidth, MarkStyle.Object(one, isDashed));
    }

    /// <summary>A remark in the upper left corner.</summary>
    public void Message(string message)
    {
        (string text, double textWidth) = Fit(message);
        Tag(Math.Min(8 * unit, width * 0.05), Math.Min(8 * unit, height * 0.05), text, textWidth, MarkStyle.White);
    }

    public void Dot(double x, double y, PointSide side, bool isHollow)
    {
        double radius = MarkStyle.DotRadius * unit;
        string color = MarkStyle.Css(MarkStyle.Point(side));
        _ = side == PointSide.Right
            ? svg.Markup.Start("rect").Attribute("x", x - radius).Attribute("y", y - radius).Attribute("width", 2 * radius).Attribute("height", 2 * radius)
            : svg.Markup.Start("circle").Attribute("cx", x).Attribute("cy", y).Attribute("r", radius);
        _ = isHollow
            ? svg.Markup.Attribute("fill", Dark).Attribute("fill-opacity", 0.35).Attribute("stroke", color).Attribute("stroke-width", 1.6 * unit)
            : svg.Markup.Attribute("fill", color).Attribute("stroke", Dark).Attribute("stroke-width", unit);
        _ = svg.Markup.End();
    }

    private (string Text, double Width) Fit(string caption)
    {
        double size = MarkStyle.TagText * unit;
        string text = TextWidth.Fit(caption, size, Math.Max(size * 3, width - (2 * MarkStyle.TagPadding * unit)));
        return (text, TextWidth.Of(text, size));
    }

    private void Tag(double x, double y, string text, double textWidth, uint color)
    {
        double size = MarkStyle.TagText * unit, padding = MarkStyle.TagPadding * unit;
        _ = svg.Markup.Start("rect").Attribute("x", x).Attribute("y", y).Attribute("width", textWidth + (2 * padding)).Attribute("height", MarkStyle.TagHeight * unit)
            .Attribute("rx", 2 * unit).Attribute("fill", MarkStyle.Css(color)).Attribute("fill-opacity", MarkStyle.TagOpacity).End();
        // textLength makes the reader's font fit the tag, whatever it is.
        _ = svg.Markup.Start("text", "photo-text").Attribute("x", x + padding).Attribute("y", y + size).Attribute("style", $"font-size:{SvgNumber.Format(size)}px;fill:{Dark}")
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
}
