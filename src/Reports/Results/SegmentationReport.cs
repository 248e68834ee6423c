using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>The numbers of label maps as a page: tiles, each class, and which class is taken for which.</summary>
public static class SegmentationReport
{
    /// <summary>Makes the page.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="title">The page's title.</param>
    /// <returns>A page that can still be added to, and saved.</returns>
    public static Report Of(SegmentationResult result, string title = "Segmentation")
    {
        ArgumentNullException.ThrowIfNull(result);
        ConfusionMatrix confusion = result.Confusion;
        Report report = new(title) { Lead = $"Pixels of all images together; {result.IgnoredPixels:N0} counted nowhere." };
        ReportSection section = report.Section("Numbers");
        _ = section.Tiles(
            new Tile("Mean IoU", result.MeanIoU),
            new Tile("Pixel accuracy", result.PixelAccuracy),
            new Tile("Mean Dice", result.MeanDice),
            new Tile("Boundary F", result.MeanBoundaryF, "mean over the classes"));
        ReportTable classes = new("Class", "IoU", "Dice", "Boundary F", "Hausdorff (px)", "95 % Hausdorff (px)", "Pixels");
        for (int c = 0; c < confusion.Classes.Length; c++)
        {
            _ = classes.Row(
                confusion.Classes[c], result.IoU(c), result.Dice(c), result.BoundaryFPerClass[c], result.HausdorffPerClass[c], result.Hausdorff95PerClass[c], confusion.Support(c));
        }

        _ = section.Table(classes);
        if (confusion.Classes.Length <= ConfusionMatrixPlot.MostClasses)
            _ = section.Figures(new ConfusionMatrixPlot("True pixels against predicted ones", confusion));
        return report;
    }
}
