using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class ReportTableTests
{
    [Fact]
    public void Columns_of_numbers_are_flush_right_and_NaN_counts_as_a_number()
    {
        XElement page = Page(new ReportTable("Class", "F1", "Remark").Row("cat", 0.5, "").Row("dog", double.NaN, "rare"));
        Assert.Equal("t n t", string.Join(' ', MarkupAssert.Elements(page, "th").Where(h => (string?)h.Attribute("scope") == "col").Select(h => h.Attribute("class")!.Value)));
        XElement none = MarkupAssert.Elements(page, "td", "none").Single();
        Assert.Equal("n/a", none.Value);
        Assert.StartsWith("Not defined", none.Attribute("title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_keeps_its_exact_value_as_a_tooltip()
    {
        XElement page = Page(new ReportTable("n").Row(0.1 + 0.2));
        XElement cell = MarkupAssert.Elements(page, "td").Single();
        Assert.Equal(("0.3", "0.30000000000000004"), (cell.Value, cell.Attribute("title")!.Value));
    }

    [Fact]
    public void Says_how_many_rows_are_not_shown()
    {
        ReportTable table = new("n");
        for (int i = 0; i < ReportTable.MostRowsShown + 1234; i++)
            _ = table.Row(i);
        XElement page = Page(table);
        Assert.Equal(ReportTable.MostRowsShown + 1, MarkupAssert.Elements(MarkupAssert.Elements(page, "tbody").Single(), "tr").Count());
        Assert.Equal("1,234 more rows are not shown.", MarkupAssert.Elements(page, "tr", "more").Single().Value);
    }

    [Fact]
    public void Refuses_a_row_of_another_length_and_a_table_of_no_columns()
    {
        Assert.Contains("holds 1 cells; the table has 2 columns (a, b)", Assert.Throws<ArgumentException>(() => new ReportTable("a", "b").Row(1)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => new ReportTable());
    }

    private static XElement Page(ReportTable table)
    {
        Report report = new("t");
        _ = report.Section("s").Table(table);
        return MarkupAssert.IsSound(report.ToHtml());
    }
}
