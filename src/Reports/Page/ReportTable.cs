using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>A table: named columns and rows of cells. A column is set flush right when all its cells are numbers.</summary>
public sealed class ReportTable
{
    /// <summary>Rows that are written; a longer table ends with a line that says how many more there are.</summary>
    public const int MostRowsShown = 1000;

    private readonly string[] _columns;
    private readonly List<(TableCell[] Cells, bool IsMarked)> _rows = [];

    /// <summary>Starts a table.</summary>
    /// <param name="columns">The columns' names, one or more.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public ReportTable(params ReadOnlySpan<string> columns)
    {
        if (columns.Length == 0)
            throw new ArgumentException("columns holds 0 names; a table needs at least 1.", nameof(columns));
        _columns = columns.ToArray();
    }

    /// <summary>A heading over the table; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Rows so far, shown or not.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One cell for each column; texts and numbers convert by themselves.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ArgumentException">The number of cells is not the number of columns.</exception>
    public ReportTable Row(params ReadOnlySpan<TableCell> cells) => AddRow(cells, isMarked: false);

    /// <summary>Adds a row that stands out: a total, a mean, the best.</summary>
    /// <param name="cells">One cell for each column; texts and numbers convert by themselves.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ArgumentException">The number of cells is not the number of columns.</exception>
    public ReportTable MarkedRow(params ReadOnlySpan<TableCell> cells) => AddRow(cells, isMarked: true);

    internal void Write(MarkupWriter page)
    {
        // tabindex lets a reader without a mouse scroll a table that is wider than the screen.
        _ = page.Start("div", "wide").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", Title.Length > 0 ? Title : _columns[0])
            .Start("table");
        if (Title.Length > 0)
            _ = page.Start("caption").Text(Title).End();
        bool[] isNumeric = NumericColumns();
        _ = page.Start("thead").Start("tr");
        for (int c = 0; c < _columns.Length; c++)
            _ = page.Start("th", isNumeric[c] ? "n" : "t").Attribute("scope", "col").Text(_columns[c]).End();
        _ = page.End().End().Start("tbody");
        foreach ((TableCell[] cells, bool isMarked) in _rows.Take(MostRowsShown))
        {
            _ = isMarked ? page.Start("tr", "mark") : page.Start("tr");
            for (int c = 0; c < cells.Length; c++)
                WriteCell(page, cells[c], isNumeric[c], isHeader: c == 0 && !cells[c].IsNumber);
            _ = page.End();
        }
        if (_rows.Count == 0)
            WriteMessage(page, "No rows.");
        else if (_rows.Count > MostRowsShown)
            WriteMessage(page, $"{NumberText.Of(_rows.Count - MostRowsShown)} more rows are not shown.");
        _ = page.End().End().End().Raw("\n");
    }

    private static void WriteCell(MarkupWriter page, TableCell cell, bool isNumeric, bool isHeader)
    {
        _ = page.Start(isHeader ? "th" : "td");
        if (isHeader)
            _ = page.Attribute("scope", "row");
        string cssClass = (isNumeric ? "n" : "") + (cell.IsNotDefined ? " none" : "");
        if (cssClass.Length > 0)
            _ = page.Attribute("class", cssClass.TrimStart());
        if (cell.Exact.Length > 0)
            _ = page.Attribute("title", cell.IsNotDefined ? "Not defined: there is nothing to compute it from." : cell.Exact);
        _ = page.Text(cell.Text).End();
    }

    private void WriteMessage(MarkupWriter page, string message) => _ = page.Start("tr", "more").Start("td")
        .Attribute("colspan", _columns.Length.ToString(CultureInfo.InvariantCulture)).Text(message).End().End();

    private bool[] NumericColumns()
    {
        bool[] isNumeric = new bool[_columns.Length];
        for (int c = 0; c < isNumeric.Length; c++)
            isNumeric[c] = _rows.Count > 0 && _rows.TrueForAll(row => row.Cells[c].IsNumber || row.Cells[c].Text.Length == 0) && _rows.Exists(row => row.Cells[c].IsNumber);
        return isNumeric;
    }

    private ReportTable AddRow(ReadOnlySpan<TableCell> cells, bool isMarked)
    {
        if (cells.Length != _columns.Length)
            throw new ArgumentException($"cells holds {cells.Length} cells; the table has {_columns.Length} columns ({string.Join(", ", _columns)}).", nameof(cells));
        _rows.Add((cells.ToArray(), isMarked));
        return this;
    }
}
