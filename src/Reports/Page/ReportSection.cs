namespace DeepRecipes.Reports;

/// <summary>A titled part of a report. Blocks appear in the order in which they are added.</summary>
public sealed class ReportSection
{
    private readonly List<ReportBlock> _blocks = [];

    internal ReportSection(string title) => Title = title;

    /// <summary>The heading, also the link in the page's contents.</summary>
    public string Title { get; }

    /// <summary>Adds a paragraph of plain text.</summary>
    /// <param name="text">The text; markup in it is shown, not obeyed.</param>
    /// <returns>This section.</returns>
    public ReportSection Paragraph(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new ParagraphBlock(text));
    }

    /// <summary>Adds a remark set apart from the text.</summary>
    /// <param name="text">The text; markup in it is shown, not obeyed.</param>
    /// <returns>This section.</returns>
    public ReportSection Note(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new NoteBlock(text, isWarning: false));
    }

    /// <summary>Adds a remark that the reader must not miss: images skipped, a fallback taken.</summary>
    /// <param name="text">The text; markup in it is shown, not obeyed.</param>
    /// <returns>This section.</returns>
    public ReportSection Warning(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new NoteBlock(text, isWarning: true));
    }

    /// <summary>Adds a row of key numbers.</summary>
    /// <param name="tiles">The numbers.</param>
    /// <returns>This section.</returns>
    public ReportSection Tiles(params IReadOnlyList<Tile> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        return tiles.Count == 0 ? Note("No key numbers to show.") : Add(new TilesBlock([.. tiles]));
    }

    /// <summary>Adds a table.</summary>
    /// <param name="table">The table; rows added to it later, before the report is written, appear too.</param>
    /// <returns>This section.</returns>
    public ReportSection Table(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Add(new TableBlock(table));
    }

    /// <summary>Adds figures beside one another, as many in a row as there is room for: a curve and a matrix, a photo before and after.</summary>
    /// <param name="figures">The figures; none leaves a note that there is nothing to show.</param>
    /// <returns>This section.</returns>
    public ReportSection Figures(params IReadOnlyList<Figure> figures) => AddFigures(figures, isSheet: false);

    /// <summary>Adds small figures in a dense grid, for looking through many photos at once.</summary>
    /// <param name="figures">The figures; none leaves a note that there is nothing to show.</param>
    /// <returns>This section.</returns>
    public ReportSection ContactSheet(params IReadOnlyList<Figure> figures) => AddFigures(figures, isSheet: true);

    internal void Write(MarkupWriter page, FigureIds ids, string id)
    {
        _ = page.Start("section").Attribute("id", id).Start("h2").Text(Title).End().Raw("\n");
        foreach (ReportBlock block in _blocks)
            block.Write(page, ids);
        if (_blocks.Count == 0)
            new NoteBlock("There is nothing in this section.", isWarning: false).Write(page, ids);
        _ = page.End().Raw("\n");
    }

    private ReportSection AddFigures(IReadOnlyList<Figure> figures, bool isSheet)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return figures.Count == 0 ? Note("No figures to show.") : Add(new FiguresBlock([.. figures], isSheet));
    }

    private ReportSection Add(ReportBlock block)
    {
        _blocks.Add(block);
        return this;
    }
}
