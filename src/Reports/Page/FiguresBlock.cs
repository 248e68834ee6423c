namespace DeepRecipes.Reports;

/// <summary>Figures beside one another, as many in a row as the reader's screen has room for.</summary>
internal sealed class FiguresBlock(IReadOnlyList<Figure> figures, bool isSheet) : ReportBlock
{
    public override void Write(MarkupWriter page, FigureIds ids)
    {
        _ = page.Start("div", isSheet ? "figures sheet" : "figures").Raw("\n");
        foreach (Figure figure in figures)
        {
            _ = page.Start("figure").Start("figcaption").Start("b").Text(figure.Title).End();
            if (figure.Caption.Length > 0)
                _ = page.Start("span").Text(figure.Caption).End();
            _ = page.End().Start("div", "scroll");
            figure.WriteSvg(page, ids, alone: false);
            _ = page.End().End().Raw("\n");
        }
        _ = page.End().Raw("\n");
    }
}
