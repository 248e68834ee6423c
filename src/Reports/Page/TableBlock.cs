namespace DeepRecipes.Reports;

internal sealed class TableBlock(ReportTable table) : ReportBlock
{
    public override void Write(MarkupWriter page, FigureIds ids) => table.Write(page);
}
