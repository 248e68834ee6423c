using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class ReportSectionTests
{
    [Fact]
    public void Blocks_stand_in_the_order_in_which_they_were_added()
    {
        Report report = new("t");
        ReportSection section = report.Section("s");
        _ = section.Warning("careful").Table(new ReportTable("n").Row(1)).Paragraph("text").Figures(new LinePlot("f")).Tiles(new Tile("a", 1)).Note("note");
        XElement element = MarkupAssert.Elements(MarkupAssert.IsSound(report.ToHtml()), "section").Single();
        Assert.Equal("h2, note warning, wide, p, figures, tiles, note", string.Join(", ", element.Elements().Select(e => (string?)e.Attribute("class") ?? e.Name.LocalName)));
    }

    [Fact]
    public void A_table_may_still_grow_after_it_was_added()
    {
        Report report = new("t");
        ReportTable table = new("n");
        _ = report.Section("s").Table(table);
        _ = table.Row("late");
        Assert.Contains("late", report.ToHtml(), StringComparison.Ordinal);
    }
}
