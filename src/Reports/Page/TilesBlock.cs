namespace DeepRecipes.Reports;

internal sealed class TilesBlock(IReadOnlyList<Tile> tiles) : ReportBlock
{
    public override void Write(MarkupWriter page, FigureIds ids)
    {
        _ = page.Start("div", "tiles");
        foreach (Tile tile in tiles)
        {
            _ = page.Start("div", "tile").Element("div", "label", tile.Label);
            _ = page.Start("div", "value");
            if (tile.Value.Exact.Length > 0)
                _ = page.Attribute("title", tile.Value.Exact);
            _ = page.Text(tile.Value.Text).End();
            if (tile.Detail.Length > 0)
                _ = page.Element("div", "detail", tile.Detail);
            _ = page.End();
        }
        _ = page.End().Raw("\n");
    }
}
