using DeepRecipes.Metrics;

namespace DeepRecipes.Reports.Tests.Results;

public class ResultReportTests
{
    [Fact]
    public void DetectionReport_shows_each_class_and_no_number_for_nothing()
    {
        DetectionAccumulator accumulator = new(DetectionCategory.FromNames("cat", "<dog>"));
        accumulator.Update(1, [new Box(0, 0, 40, 40)], [0], [new Box(0, 0, 40, 40)], [0], [0.5f]);
        string html = DetectionReport.Of(accumulator.Compute(), "Pets").ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.Contains("&lt;dog&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Precision over recall at IoU 0.50", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">-1", html, StringComparison.Ordinal);
    }

    [Fact]
    public void DetectionReport_of_nothing_is_a_page_too()
    {
        string html = DetectionReport.Of(new DetectionAccumulator(DetectionCategory.FromNames("cat")).Compute()).ToHtml();
        _ = MarkupAssert.IsSound(html);
    }

    [Theory]
    [InlineData(ScoreKind.Probability, true)]
    [InlineData(ScoreKind.Raw, true)]
    [InlineData(ScoreKind.Probability, false)]
    public void ClassificationReport_of_two_classes(ScoreKind kind, bool any)
    {
        BinaryClassificationAccumulator accumulator = new(kind);
        if (any)
            accumulator.Update([true, false, true], [0.9, 0.4, 0.2]);
        string html = ClassificationReport.Of(accumulator.Compute()).ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.Equal(kind == ScoreKind.Probability, html.Contains("How often a probability is right", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(200, false)]
    public void ClassificationReport_of_several_classes_leaves_out_a_matrix_nobody_could_read(int classes, bool matrix)
    {
        MulticlassClassificationAccumulator accumulator = new([.. Enumerable.Range(0, classes).Select(i => $"c{i}")]);
        double[] probabilities = new double[classes];
        probabilities[1] = 1;
        accumulator.Update(1, probabilities);
        string html = ClassificationReport.Of(accumulator.Compute()).ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.Equal(matrix, html.Contains("Truth against prediction", StringComparison.Ordinal));
        Assert.Contains($"Top {Math.Min(5, classes)} accuracy", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassificationReport_of_several_classes_shows_the_curves_of_the_first_that_have_any()
    {
        MulticlassClassificationAccumulator accumulator = new([.. Enumerable.Range(0, 12).Select(i => $"c{i}")]);
        double[] probabilities = new double[12];
        for (int i = 0; i < 11; i++)
        {
            probabilities.AsSpan().Fill(0.05);
            probabilities[i] = 0.45;
            accumulator.Update(i, probabilities);
        }

        string html = ClassificationReport.Of(accumulator.Compute()).ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.Contains("Curves of the first 8 classes that have something to measure, of 12.", html, StringComparison.Ordinal);
        Assert.Contains("ROC, each class against the rest", html, StringComparison.Ordinal);
    }

    [Fact]
    public void SegmentationReport_shows_each_class()
    {
        SegmentationAccumulator accumulator = new(["ground", "<tree>", "never"]);
        accumulator.Update(1, [0, 0, 1, 1, 0, 9], [0, 1, 1, 1, 0, 255], 3, 2);
        string html = SegmentationReport.Of(accumulator.Compute()).ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.Contains("&lt;tree&gt;", html, StringComparison.Ordinal);
        Assert.Contains("0.6667", html, StringComparison.Ordinal);
        Assert.Contains("True pixels against predicted ones", html, StringComparison.Ordinal);
        _ = MarkupAssert.IsSound(SegmentationReport.Of(new SegmentationAccumulator(["a"]).Compute()).ToHtml());
    }

    [Fact]
    public void KeypointReport_shows_each_joint()
    {
        KeypointAccumulator accumulator = new(new() { Joints = ["tip", "base", "hidden"], PckThresholds = [0.1, 0.5] });
        accumulator.Update(1, [0, 0, 1, 3, 0, 1, 0, 0, 0], [0, 0, 2, 0, 0, 2, 0, 0, 0], 10);
        string html = KeypointReport.Of(accumulator.Compute()).ToHtml();
        _ = MarkupAssert.IsSound(html);
        Assert.Contains("hidden", html, StringComparison.Ordinal);
        Assert.Contains("within 0.5", html, StringComparison.Ordinal);
        Assert.Contains("of the first 2 that are labelled, of 3", html, StringComparison.Ordinal);
        _ = MarkupAssert.IsSound(KeypointReport.Of(new KeypointAccumulator(new() { Joints = ["a"] }).Compute()).ToHtml());
    }
}
