using DeepRecipes.Reports;

namespace DeepRecipes.Readme.Tests.Snippets;

internal static class WritingAReport
{
    public static void Run()
    {
        string path = Path.Combine(Path.GetTempPath(), $"report-{Guid.NewGuid():N}.html");
        try
        {
            Write(path);
            Assert.Contains("F1 of each class", File.ReadAllText(path), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path)
    {
        Report report = new("Cats and dogs") { Lead = "A FastTree baseline on 2,000 held-out photos." };
        report.Section("Results")
            .Tiles(new Tile("Accuracy", TableCell.Percent(0.912)), new Tile("Macro F1", 0.897, "mean of 2 classes"))
            .Figures(
                new ConfusionMatrixPlot("Confusion matrix", ["cat", "dog"], new long[,] { { 950, 50 }, { 126, 874 } }),
                new BarPlot("F1 of each class", ["cat", "dog"], new BarSeries("FastTree", [0.915, 0.909])) { Most = 1 });
        report.Save(path);
    }
}
