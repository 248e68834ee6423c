namespace DeepRecipes.Reports;

internal sealed class ParagraphBlock(string text) : ReportBlock
{
    public override void Write(MarkupWriter page, FigureIds ids) => page.Start("p").Text(text).End().Raw("\n");
}

internal sealed class NoteBlock(string text, bool isWarning) : ReportBlock
{
    public override void Write(MarkupWriter page, FigureIds ids)
    {
        _ = page.Start("div", isWarning ? "note warning" : "note").Attribute("role", "note");
        if (isWarning)
            _ = page.Start("b").Text("Warning").End();
        _ = page.Text(text).End().Raw("\n");
    }
}
