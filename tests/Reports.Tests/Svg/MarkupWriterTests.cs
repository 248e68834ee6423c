using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class MarkupWriterTests
{
    [Fact]
    public void Closes_leaves_briefly_and_all_others_with_an_end_tag() =>
        Assert.Equal("<div class=\"a\"><rect x=\"1.5\"/><p></p></div>", Write(w => w.Start("div", "a").Start("rect").Attribute("x", 1.5).End().Start("p").End().End()));

    [Fact]
    public void Refuses_an_attribute_after_content() => Assert.Throws<InvalidOperationException>(() => Write(w => w.Start("p").Text("a").Attribute("id", "b").End()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12_287)]
    [InlineData(12_288)]
    [InlineData(12_289)]
    [InlineData(100_000)]
    public void A_data_URI_is_the_bytes_base64_whatever_their_number(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        XElement image = XElement.Parse(Write(w => w.Start("image").DataUri("href", "image/png", bytes).End()));
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(bytes), image.Attribute("href")!.Value);
    }

    private static string Write(Action<MarkupWriter> content)
    {
        using StringWriter output = new();
        content(new MarkupWriter(output));
        return output.ToString();
    }
}
