using System.Buffers.Text;
using System.Text;

namespace DeepRecipes.Reports;

/// <summary>Writes markup that is well-formed XML and HTML at once: every element is closed, every text and attribute is escaped, every number is finite.</summary>
internal sealed class MarkupWriter(TextWriter output)
{
    // Elements that may stand as <x/> in both HTML (void elements, SVG's shapes) and XML. All others get an end tag of their own.
    private static readonly HashSet<string> Leaves =
        new(StringComparer.Ordinal) { "meta", "br", "rect", "line", "path", "circle", "image", "use" };

    private readonly Stack<string> _open = new();
    private bool _inStartTag;

    public MarkupWriter Start(string element)
    {
        CloseStartTag();
        output.Write('<');
        output.Write(element);
        _open.Push(element);
        _inStartTag = true;
        return this;
    }

    public MarkupWriter Start(string element, string cssClass) => Start(element).Attribute("class", cssClass);

    public MarkupWriter Attribute(string name, string value)
    {
        StartAttribute(name);
        EscapedText.Write(output, value);
        output.Write('"');
        return this;
    }

    public MarkupWriter Attribute(string name, double value) => Attribute(name, SvgNumber.Format(value));

    /// <summary>An attribute of our own making, such as a path: written as it is, however long.</summary>
    public MarkupWriter RawAttribute(string name, string value)
    {
        StartAttribute(name);
        output.Write(value);
        output.Write('"');
        return this;
    }

    /// <summary>An attribute that holds an image's bytes: <c>data:mediaType;base64,...</c>, written in pieces because it may be megabytes long.</summary>
    public MarkupWriter DataUri(string name, string mediaType, ReadOnlySpan<byte> bytes)
    {
        StartAttribute(name);
        output.Write("data:");
        output.Write(mediaType);
        output.Write(";base64,");
        const int chunk = 3 * 4096; // A multiple of 3: the pieces join without padding between them.
        Span<byte> utf8 = stackalloc byte[chunk / 3 * 4];
        Span<char> text = stackalloc char[chunk / 3 * 4];
        for (; bytes.Length > 0; bytes = bytes[Math.Min(chunk, bytes.Length)..])
        {
            _ = Base64.EncodeToUtf8(bytes[..Math.Min(chunk, bytes.Length)], utf8, out _, out int written);
            int characters = Encoding.ASCII.GetChars(utf8[..written], text);
            output.Write(text[..characters]);
        }
        output.Write('"');
        return this;
    }

    public MarkupWriter Text(string text)
    {
        CloseStartTag();
        EscapedText.Write(output, text);
        return this;
    }

    /// <summary>A whole element that holds only text.</summary>
    public MarkupWriter Element(string element, string cssClass, string text) => Start(element, cssClass).Text(text).End();

    /// <summary>Text of our own that must not be escaped: the style sheet and line breaks between blocks.</summary>
    public MarkupWriter Raw(string text)
    {
        CloseStartTag();
        output.Write(text);
        return this;
    }

    public MarkupWriter End()
    {
        string element = _open.Pop();
        if (_inStartTag && Leaves.Contains(element))
        {
            output.Write("/>");
            _inStartTag = false;
            return this;
        }
        CloseStartTag();
        output.Write("</");
        output.Write(element);
        output.Write('>');
        return this;
    }

    private void StartAttribute(string name)
    {
        if (!_inStartTag)
            throw new InvalidOperationException($"The attribute '{name}' comes after its element's content.");
        output.Write(' ');
        output.Write(name);
        output.Write("=\"");
    }

    private void CloseStartTag()
    {
        if (_inStartTag)
            output.Write('>');
        _inStartTag = false;
    }
}
