using System.Globalization;
using System.Text;

namespace DeepRecipes.Reports;

/// <summary>
/// A figure of a report: an inline SVG with a title, a caption and a description that a screen reader reads out. All checks of its data
/// happen where it is made; NaN is "nothing there" (a gap, "n/a"), infinite values are refused.
/// </summary>
public abstract class Figure
{
    private protected Figure(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>The heading over the figure.</summary>
    public string Title { get; }

    /// <summary>A line under the heading; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>What the figure shows, in words.</summary>
    public abstract string Description { get; }

    /// <summary>Width and height in the figure's own units, about a pixel each on a desktop screen.</summary>
    internal abstract (double Width, double Height) Size { get; }

    /// <summary>The widest it is shown, in CSS pixels; the narrowest follows, so that lettering stays readable.</summary>
    private protected virtual double WidestShown => Size.Width * 1.3;

    private protected virtual double NarrowestShown => Math.Min(Size.Width * 0.62, 2000);

    /// <summary>The figure alone, as an SVG document with its own style sheet.</summary>
    /// <returns>The SVG, well-formed XML.</returns>
    public string ToSvg()
    {
        StringBuilder text = new();
        using StringWriter output = new(text, CultureInfo.InvariantCulture);
        WriteSvg(new MarkupWriter(output), new FigureIds(), alone: true);
        return text.ToString();
    }

    internal void WriteSvg(MarkupWriter markup, FigureIds ids, bool alone)
    {
        (double width, double height) = Size;
        string id = ids.Next("figure");
        _ = markup.Start("svg").Attribute("xmlns", "http://www.w3.org/2000/svg")
            .Attribute("viewBox", $"0 0 {SvgNumber.Format(width)} {SvgNumber.Format(height)}")
            .Attribute("role", "img").Attribute("aria-labelledby", $"{id}-title {id}-desc");
        _ = alone
            ? markup.Attribute("width", width).Attribute("height", height)
            : markup.Attribute("style", $"max-width:{SvgNumber.Format(WidestShown)}px;min-width:{SvgNumber.Format(NarrowestShown)}px");
        _ = markup.Start("title").Attribute("id", $"{id}-title").Text(Title).End()
            .Start("desc").Attribute("id", $"{id}-desc").Text(Description).End();
        if (alone)
            _ = markup.Start("style").Raw(PageStyle.Alone).End();
        Draw(new SvgCanvas(markup, ids));
        _ = markup.End();
    }

    private protected abstract void Draw(SvgCanvas svg);
}
