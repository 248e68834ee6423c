namespace DeepRecipes.Reports;

/// <summary>A part of a section: a row of tiles, a paragraph, a note, a table, a group of figures.</summary>
internal abstract class ReportBlock
{
    public abstract void Write(MarkupWriter page, FigureIds ids);
}
