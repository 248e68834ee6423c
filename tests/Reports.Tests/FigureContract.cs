using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

/// <summary>What every figure must do. A new figure gets the whole suite by saying how it is made.</summary>
public abstract class FigureContract
{
    /// <summary>The figure with a few ordinary data, all its caller's texts being <paramref name="text"/>.</summary>
    protected abstract Figure Make(string text);

    /// <summary>The figure with nothing to show, and what it then says.</summary>
    protected abstract (Figure Figure, string Note) MakeEmpty();

    [Fact]
    public void Is_well_formed_alone_and_in_a_page()
    {
        _ = MarkupAssert.IsSound(Make("name").ToSvg());
        Report report = new("title");
        _ = report.Section("one").Figures(Make("a"), Make("b"));
        _ = MarkupAssert.IsSound(report.ToHtml());
    }

    [Fact]
    public void Has_a_role_a_title_and_a_description()
    {
        Figure figure = Make("name");
        XElement svg = MarkupAssert.IsSound(figure.ToSvg());
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(figure.Title, svg.Elements().First(e => e.Name.LocalName == "title").Value);
        Assert.Equal(figure.Description, svg.Elements().First(e => e.Name.LocalName == "desc").Value);
        Assert.NotEmpty(figure.Description);
    }

    [Fact]
    public void Gives_the_same_bytes_again() => Assert.Equal(Make("name").ToSvg(), Make("name").ToSvg());

    [Fact]
    public void Escapes_hostile_texts()
    {
        foreach (string text in MarkupAssert.HostileTexts)
        {
            string svg = Make(text).ToSvg();
            XElement root = MarkupAssert.IsSound(svg);
            Assert.DoesNotContain(root.DescendantsAndSelf(), e => e.Name.LocalName is "img" or "b");
            Assert.DoesNotContain('\u202E', svg);
            Assert.DoesNotContain('\0', svg);
        }
    }

    [Fact]
    public void Says_so_when_there_is_nothing_to_show()
    {
        (Figure figure, string note) = MakeEmpty();
        XElement svg = MarkupAssert.IsSound(figure.ToSvg());
        Assert.Contains(MarkupAssert.Elements(svg, "text"), t => t.Value == note);
    }

    [Fact]
    public void Draws_nothing_outside_its_view()
    {
        XElement svg = MarkupAssert.IsSound(Make("a name that is quite long for a label").ToSvg());
        double[] view = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        foreach (XElement text in MarkupAssert.Elements(svg, "text").Where(t => t.Attribute("x") is not null))
        {
            Assert.InRange(MarkupAssert.Number(text, "x"), 0, view[2]);
            Assert.InRange(MarkupAssert.Number(text, "y"), 0, view[3]);
        }
        foreach (XElement rect in MarkupAssert.Elements(svg, "rect").Where(r => r.Parent!.Name.LocalName != "clipPath"))
        {
            Assert.InRange(MarkupAssert.Number(rect, "x"), -0.01, view[2]);
            Assert.InRange(MarkupAssert.Number(rect, "x") + MarkupAssert.Number(rect, "width"), 0, view[2] + 0.01);
            Assert.InRange(MarkupAssert.Number(rect, "y") + MarkupAssert.Number(rect, "height"), 0, view[3] + 0.01);
        }
    }
}
