using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>PASCAL VOC's numbers, F1 at a threshold and TIDE's errors on sets small enough to reckon by hand.</summary>
public class VocAndErrorsTests
{
    private static readonly Box Here = new(0, 0, 10, 10);
    private static readonly Box Beside = new(0, 0, 10, 6.5f); // IoU 0.65 with Here
    private static readonly Box There = new(50, 50, 60, 60);
    private static readonly Box Nowhere = new(90, 90, 95, 95);

    private static DetectionAccumulator Accumulate(Box[] truths, int[] truthClasses, params (Box Box, int Class, float Score)[] detections)
    {
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames("cat", "dog"));
        accumulator.Update(1, truths, truthClasses, [.. detections.Select(d => d.Box)], [.. detections.Select(d => d.Class)], [.. detections.Select(d => d.Score)]);
        return accumulator;
    }

    [Fact]
    public void Voc_IsReckonedByHand()
    {
        // Hit, wrong, hit: recall 1/2 at precision 1, recall 1 at 2/3.
        VocResult voc = Accumulate([Here, There], [0, 0], (Here, 0, 0.9f), (Nowhere, 0, 0.8f), (There, 0, 0.7f)).ComputeVoc();
        Assert.Equal((6 + (5 * 2 / 3.0)) / 11, voc.PerCategory[0].ElevenPoint, 1e-12);
        Assert.Equal(0.5 + (0.5 * 2 / 3), voc.MeanAllPoints, 1e-12);
        Assert.Equal(double.NaN, voc.PerCategory[1].AllPoints);
    }

    [Fact]
    public void Voc_LooksAtTheBestTruthOnly()
    {
        // The second detection overlaps the first truth most, which is found: unlike COCO it does not move on to the second truth.
        VocResult voc = Accumulate([Here, Beside], [0, 0], (Here, 0, 0.9f), (Here, 0, 0.8f)).ComputeVoc();
        Assert.Equal(0.5, voc.MeanAllPoints, 1e-12);
    }

    [Fact]
    public void Voc_EqualScoresEnterTogether()
    {
        double first = Accumulate([Here], [0], (Here, 0, 0.5f), (Nowhere, 0, 0.5f)).ComputeVoc().MeanAllPoints;
        double second = Accumulate([Here], [0], (Nowhere, 0, 0.5f), (Here, 0, 0.5f)).ComputeVoc().MeanAllPoints;
        Assert.Equal(0.5, first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Counts_AtAThreshold()
    {
        DetectionAccumulator accumulator = Accumulate([Here, There], [0, 1], (Here, 0, 0.9f), (Here, 0, 0.8f), (There, 1, 0.3f), (Nowhere, 1, 0.6f));
        DetectionCountsResult counts = accumulator.ComputeCounts(0.5);
        Assert.Equal(new DetectionCounts(1, 2, 1), counts.Total);
        Assert.Equal(new DetectionCounts(0, 1, 1), counts.PerCategory[1].Counts);
        Assert.Equal(2.0 / 5, counts.Total.F1);
        Assert.Equal(double.NaN, accumulator.ComputeCounts(2).PerCategory[0].Counts.Precision);
        Assert.Contains("0.4000", counts.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_EachOfItsKind()
    {
        DetectionErrors errors = Accumulate(
            [Here, There, new(20, 20, 30, 30), new(70, 0, 80, 10)],
            [0, 0, 1, 1],
            (Here, 0, 0.95f), // right
            (Beside, 0, 0.9f), // duplicate of it
            (new(50, 50, 60, 53), 0, 0.8f), // There, IoU 0.3: localisation
            (new(20, 20, 30, 30), 0, 0.7f), // a dog called a cat: classification
            (new(70, 0, 80, 3), 0, 0.6f), // a dog called a cat, IoU 0.3: both
            (Nowhere, 1, 0.5f)).ComputeErrors(); // background
        Assert.Equal(1, errors[DetectionErrorKind.Duplicate].Count);
        Assert.Equal(1, errors[DetectionErrorKind.Localization].Count);
        Assert.Equal(1, errors[DetectionErrorKind.Classification].Count);
        Assert.Equal(1, errors[DetectionErrorKind.Both].Count);
        Assert.Equal(1, errors[DetectionErrorKind.Background].Count);
        // The dog at (70, 0) is found by nobody; There and the other dog are come near to.
        Assert.Equal(1, errors[DetectionErrorKind.Missed].Count);

        // Cats: one of two found first, so precision 1 at recalls 0 to 0.5 (51 of 101); dogs: none.
        Assert.Equal(51 / 101.0 / 2, errors.Ap, 1e-12);
        // With its category right, the dog at 0.7 is before the background at 0.5: recall 1/2 of dogs at precision 1.
        Assert.Equal(51 / 101.0 / 2, errors[DetectionErrorKind.Classification].ApLost, 1e-12);
        // With its place right, the cat at 0.8 is the third of cats' five: precision 2/3 at recall 1.
        Assert.Equal(50 / 101.0 * 2 / 3 / 2, errors[DetectionErrorKind.Localization].ApLost, 1e-12);
        // Without the missed dog there is one to find, and none found.
        Assert.Equal(0, errors[DetectionErrorKind.Missed].ApLost, 1e-12);
        Assert.Equal(0, errors[DetectionErrorKind.Background].ApLost, 1e-12);
    }

    [Fact]
    public void Errors_OfAPerfectDetector_AreNone()
    {
        DetectionErrors errors = Accumulate([Here, There], [0, 1], (Here, 0, 0.9f), (There, 1, 0.8f)).ComputeErrors();
        Assert.Equal(1, errors.Ap);
        Assert.All(errors.Errors, error => Assert.Equal((0, 0.0), (error.Count, error.ApLost)));
        Assert.Equal(double.NaN, new DetectionAccumulator([new(1, "a")]).ComputeErrors().Ap);
    }

    [Fact]
    public void Errors_OfKeypoints_GoBySimilarity()
    {
        var accumulator = new DetectionAccumulator([new(1, "hand")], new() { Kind = DetectionKind.Keypoints, KeypointSigmas = [0.1, 0.1] });
        double[] truth = [10, 10, 2, 30, 10, 2];
        double[] jitter = [16, 10, 1, 36, 10, 1];
        accumulator.Update(
            1,
            [new() { Category = 1, Area = 400, Keypoints = truth, Box = new(10, 10, 20, 1) }],
            [new() { Category = 1, Score = 0.9, Keypoints = jitter }, new() { Category = 1, Score = 0.8, Keypoints = [.. truth.Select(x => x + 200)] }]);
        // exp(-36 / (2 * 400 * 0.04)) = 0.32: not near enough at 0.5, and not nothing.
        DetectionErrors errors = accumulator.ComputeErrors();
        Assert.Equal(1, errors[DetectionErrorKind.Localization].Count);
        Assert.Equal(1, errors[DetectionErrorKind.Background].Count);
        Assert.Equal(1, errors[DetectionErrorKind.Localization].ApLost, 1e-12);
    }
}
