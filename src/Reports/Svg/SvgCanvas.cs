using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>Where a text stands against its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>The shapes that figures are made of. Colours and strokes come from the style sheet through classes, so that one figure serves light, dark and print.</summary>
internal sealed class SvgCanvas(MarkupWriter markup, FigureIds ids)
{
    public MarkupWriter Markup => markup;

    public FigureIds Ids => ids;

    public void Line(double x1, double y1, double x2, double y2, string cssClass) =>
        markup.Start("line", cssClass).Attribute("x1", x1).Attribute("y1", y1).Attribute("x2", x2).Attribute("y2", y2).End();

    public void Path(string data, string cssClass) => markup.Start("path", cssClass).RawAttribute("d", data).End();

    public void Rect(double x, double y, double width, double height, string cssClass, string tooltip = "", double opacity = 1)
    {
        _ = markup.Start("rect", cssClass).Attribute("x", x).Attribute("y", y)
            .Attribute("width", Math.Max(0, width)).Attribute("height", Math.Max(0, height));
        if (opacity < 1)
            _ = markup.Attribute("fill-opacity", opacity);
        Tooltip(tooltip);
        _ = markup.End();
    }

    public void Circle(double x, double y, double radius, string cssClass, string tooltip = "", double opacity = 1)
    {
        _ = markup.Start("circle", cssClass).Attribute("cx", x).Attribute("cy", y).Attribute("r", radius);
        if (opacity < 1)
            _ = markup.Attribute("fill-opacity", opacity);
        Tooltip(tooltip);
        _ = markup.End();
    }

    public void Text(double x, double y, string text, string cssClass, Anchor anchor = Anchor.Start, double fontSize = 0, string tooltip = "")
    {
        _ = markup.Start("text", cssClass).Attribute("x", x).Attribute("y", y);
        if (anchor != Anchor.Start)
            _ = markup.Attribute("text-anchor", anchor == Anchor.Middle ? "middle" : "end");
        // As a style, because the style sheet's own size is stronger than an attribute.
        if (fontSize > 0)
            _ = markup.Attribute("style", $"font-size:{SvgNumber.Format(fontSize)}px");
        _ = markup.Text(text);
        Tooltip(tooltip);
        _ = markup.End();
    }

    /// <summary>A text that reads upwards, centred on its point: the title of a y axis, the name of a column.</summary>
    public void TextUpwards(double x, double y, string text, string cssClass, Anchor anchor = Anchor.Middle)
    {
        _ = markup.Start("text", cssClass)
            .Attribute("transform", string.Create(CultureInfo.InvariantCulture, $"translate({SvgNumber.Format(x)} {SvgNumber.Format(y)}) rotate(-90)"));
        if (anchor != Anchor.Start)
            _ = markup.Attribute("text-anchor", anchor == Anchor.Middle ? "middle" : "end");
        _ = markup.Text(text).End();
    }

    public void StartGroup(string cssClass, string tooltip = "")
    {
        _ = markup.Start("g", cssClass);
        Tooltip(tooltip);
    }

    public void EndGroup() => markup.End();

    private void Tooltip(string text)
    {
        if (text.Length > 0)
            _ = markup.Start("title").Text(text).End();
    }
}
