using System.Text;
using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class ReportTests
{
    [Fact]
    public void Is_one_sound_page_that_asks_for_nothing_from_outside()
    {
        string html = Full("name").ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        string withoutNamespaces = html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotContain("http:", withoutNamespaces, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", withoutNamespaces, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_hostile_texts_instead_of_obeying_them()
    {
        foreach (string text in MarkupAssert.HostileTexts)
        {
            string html = Full(text).ToHtml();
            XElement page = MarkupAssert.IsSound(html);
            Assert.DoesNotContain(MarkupAssert.Elements(page, "img"), _ => true);
            Assert.DoesNotContain('\u202E', html);
        }
        Assert.Equal("<script>alert(1)</script>", MarkupAssert.Elements(MarkupAssert.IsSound(Full(MarkupAssert.HostileTexts[0]).ToHtml()), "h1").Single().Value);
    }

    [Fact]
    public void Same_content_same_bytes() => Assert.Equal(Full("a").ToHtml(), Full("a").ToHtml());

    [Fact]
    public void Empty_parts_say_that_they_are_empty()
    {
        Assert.Contains("There is nothing in this report.", new Report("t").ToHtml(), StringComparison.Ordinal);
        Report report = new("t");
        _ = report.Section("a");
        _ = report.Section("b").Tiles().Figures().ContactSheet().Table(new ReportTable("Column"));
        string html = report.ToHtml();
        foreach (string note in new[] { "There is nothing in this section.", "No key numbers to show.", "No figures to show.", "No rows." })
            Assert.Contains(note, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Contents_lead_to_the_sections()
    {
        XElement page = MarkupAssert.IsSound(Full("a").ToHtml());
        Assert.Equal(MarkupAssert.Elements(page, "section").Count(), MarkupAssert.Elements(MarkupAssert.Elements(page, "nav").Single(), "a").Count());
    }

    [Fact]
    public void Save_makes_the_folder_replaces_the_file_and_leaves_nothing_else()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("reports-tests-");
        try
        {
            string path = Path.Combine(folder.FullName, "new", "report.html");
            Full("first").Save(path);
            Full("second").Save(path);
            Assert.Equal(Encoding.UTF8.GetBytes(Full("second").ToHtml()), File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_page_that_is_too_large_is_refused_and_the_old_one_stays()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("reports-tests-");
        try
        {
            string path = Path.Combine(folder.FullName, "report.html");
            File.WriteAllText(path, "old");
            byte[] bytes = new byte[200_000];
            MarkupAssert.TinyPhoto().Encoded.CopyTo(bytes);
            Report report = new("t") { MostBytes = 100_000 };
            _ = report.Section("s").Figures(new PhotoFigure("f", new Photo(bytes, 10, 10)));
            Assert.Contains("MostBytes (100,000)", Assert.Throws<InvalidOperationException>(() => report.Save(path)).Message, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Refuses_a_title_of_nothing_and_a_bound_out_of_range()
    {
        _ = Assert.Throws<ArgumentException>(() => new Report(" "));
        _ = Assert.Throws<ArgumentException>(() => new Report("t").Section(""));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new Report("t") { MostBytes = 999 });
    }

    private static Report Full(string text)
    {
        Report report = new(text.Trim().Length == 0 ? "-" : text) { Lead = text, Footer = text };
        _ = report.Fact(text, text).Fact("n", 12_345);
        _ = report.Section(text).Paragraph(text).Note(text).Warning(text).Tiles(new Tile(text, 0.5, text), new Tile("n", double.NaN));
        _ = report.Section("b").Table(new ReportTable(text, "n") { Title = text }.Row(text, 1.5).MarkedRow(text, 2));
        _ = report.Section("c").Figures(new LinePlot(text)).ContactSheet(new PhotoFigure(text, MarkupAssert.TinyPhoto()));
        return report;
    }
}
