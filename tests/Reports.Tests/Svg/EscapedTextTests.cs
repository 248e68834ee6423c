using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class EscapedTextTests
{
    [Theory]
    [InlineData("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;")]
    [InlineData("\0\u0007\u001B", "\u2400\u2407\u241B")]
    [InlineData("\u007F\u0085", "\u2421[U+0085]")]
    [InlineData("x\u202Ey\u2069", "x[U+202E]y[U+2069]")]
    [InlineData("\r\n\t", "&#13;\n\t")]
    [InlineData("\uFFFE", "\uFFFD")]
    [InlineData("שלום 漢字 😀", "שלום 漢字 😀")]
    public void Shows_what_could_mislead_and_keeps_the_rest(string text, string expected) => Assert.Equal(expected, Escape(text));

    // Attributes cannot carry lone surrogates, so these stand here.
    [Fact]
    public void Replaces_halves_of_surrogate_pairs()
    {
        Assert.Equal("a\uFFFDb", Escape("a\uD83Db"));
        Assert.Equal("\uFFFD\uFFFD", Escape("\uDE00\uD83D"));
    }

    [Fact]
    public void Cuts_a_very_long_text_visibly_and_never_through_a_pair()
    {
        string cut = Escape(new string('a', EscapedText.Longest - 1) + "😀😀");
        Assert.Equal(new string('a', EscapedText.Longest - 1) + " [... 4 more characters]", cut);
        Assert.Equal(new string('b', EscapedText.Longest), Escape(new string('b', EscapedText.Longest)));
    }

    [Fact]
    public void Any_text_survives_an_XML_reader_both_in_an_element_and_in_an_attribute() => Prop.ForAll<string>(text =>
    {
        string clean = new([.. (text ?? "").Where(c => c is >= ' ' and < '\x7F')]);
        string escaped = Escape(text ?? ""), escapedClean = Escape(clean);
        _ = XElement.Parse($"<a b=\"{escaped}\">{escaped}</a>");
        XElement element = XElement.Parse($"<a b=\"{escapedClean}\">{escapedClean}</a>", LoadOptions.PreserveWhitespace);
        return element.Value == clean && element.Attribute("b")!.Value == clean;
    }).QuickCheckThrowOnFailure();

    private static string Escape(string text)
    {
        using StringWriter output = new();
        EscapedText.Write(output, text);
        return output.ToString();
    }
}
