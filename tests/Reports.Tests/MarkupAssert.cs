using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

/// <summary>What must hold for every page and figure, checked with .NET's XML reader, which shares nothing with the writer.</summary>
internal static partial class MarkupAssert
{
    /// <summary>Texts that break out of careless markup, and one that is merely foreign.</summary>
    public static readonly string[] HostileTexts =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)", "</style></title></svg><b>", "]]> <!-- -->", "&lt;&amp;&#0;",
        "\0\u0001\u0008\u000B\u001F\u007F\u0085", "\u202Eevil\u202C \u2066x\u2069", "\uD800 lone \uDC00", "\uFFFE\uFFFF", "שלום عليكم 漢字 😀", "a\r\nb\tc",
    ];

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]{1,2})?$")]
    private static partial Regex CoordinatePattern();

    /// <summary>Parses the markup and checks everything that must hold anywhere.</summary>
    public static XElement IsSound(string markup)
    {
        using StringReader text = new(markup);
        using XmlReader reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, CheckCharacters = true });
        XElement root = XDocument.Load(reader).Root!;
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (XAttribute id in root.DescendantsAndSelf().Attributes("id"))
            Assert.True(ids.Add(id.Value), $"The id {id.Value} stands twice.");
        foreach (XElement element in root.DescendantsAndSelf())
        {
            Assert.False(element.Name.LocalName == "script", "A script.");
            foreach (XAttribute attribute in element.Attributes())
                CheckAttribute(attribute, ids);
        }
        return root;
    }

    public static IEnumerable<XElement> Elements(XElement root, string name, string cssClass = "") => root.DescendantsAndSelf()
        .Where(e => e.Name.LocalName == name && (cssClass.Length == 0 || (" " + (string?)e.Attribute("class") + " ").Contains($" {cssClass} ", StringComparison.Ordinal)));

    public static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The points of a path that has only absolute moves and lines.</summary>
    public static (double X, double Y)[] Points(XElement path) =>
    [
        .. path.Attribute("d")!.Value.Split('M', 'L', 'Z').Where(part => part.Length > 0).Select(part => part.Split(' '))
            .Select(xy => (double.Parse(xy[0], CultureInfo.InvariantCulture), double.Parse(xy[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>Where a figure drew the tick with this label, along x (false: y).</summary>
    public static double TickPosition(XElement figure, string label, bool alongX)
    {
        XElement tick = Elements(figure, "text", "tick").Single(t => t.Value == label && ((string?)t.Attribute("text-anchor") == "middle") == alongX);
        // A y label's baseline stands 4 units under its line.
        return alongX ? Number(tick, "x") : Number(tick, "y") - 4;
    }

    public static Photo TinyPhoto(int width = 100, int height = 50) => new(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3 }, width, height);

    private static void CheckAttribute(XAttribute attribute, HashSet<string> ids)
    {
        string name = attribute.Name.LocalName, value = attribute.Value;
        Assert.False(name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{name} is an event handler.");
        if (name is "x" or "y" or "x1" or "y1" or "x2" or "y2" or "cx" or "cy" or "r" or "width" or "height" or "stroke-width" or "fill-opacity" or "textLength" && attribute.Parent!.Name.LocalName != "meta")
            Assert.Matches(CoordinatePattern(), value);
        if (name is "d" or "viewBox" or "transform" or "style")
            Assert.DoesNotContain("NaN", value, StringComparison.Ordinal);
        if (name == "href")
            Assert.True(value.StartsWith("data:image/", StringComparison.Ordinal) || (value.StartsWith('#') && ids.Contains(value[1..])), $"href {value[..Math.Min(40, value.Length)]} leads out of the page.");
        if (name == "aria-labelledby")
            Assert.All(value.Split(' '), id => Assert.Contains(id, ids));
        if (name == "clip-path")
            Assert.Contains(value["url(#".Length..^1], ids);
    }
}
