using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>Each row of docs/coco-quirks.md: what Strict keeps, and what Corrected does instead.</summary>
public class CocoQuirksTests
{
    private static readonly CocoBox Here = new(100, 100, 50, 40);
    private static readonly CocoBox Nowhere = new(300, 300, 50, 40);

    private static (CocoResult Strict, CocoResult Corrected) Both(
        IReadOnlyList<DetectionTruth> truths, IReadOnlyList<DetectionPrediction> predictions, CocoOptions? options = null)
    {
        CocoResult Compute(CocoMode mode)
        {
            var accumulator = new DetectionAccumulator([new(1, "a"), new(2, "b")], (options ?? new()) with { Mode = mode });
            accumulator.Update(1, truths, predictions);
            return accumulator.Compute();
        }

        return (Compute(CocoMode.Strict), Compute(CocoMode.Corrected));
    }

    private static DetectionTruth Truth(CocoBox box, double? area = null, long id = 1, bool ignore = false) => new() { Category = 1, Box = box, Area = area, Id = id, Ignore = ignore };

    private static DetectionPrediction Found(CocoBox box, double score = 0.9) => new() { Category = 1, Box = box, Score = score };

    [Fact]
    public void Ties_OrderOfTheInput()
    {
        (CocoResult strict1, CocoResult corrected1) = Both([Truth(Here)], [Found(Here, 0.5), Found(Nowhere, 0.5)]);
        (CocoResult strict2, CocoResult corrected2) = Both([Truth(Here)], [Found(Nowhere, 0.5), Found(Here, 0.5)]);
        Assert.Equal(1, strict1.Ap, 1e-12);
        Assert.Equal(0.5, strict2.Ap, 1e-12);
        Assert.Equal(0.5, corrected1.Ap);
        Assert.Equal(0.5, corrected2.Ap);
    }

    [Fact]
    public void Ties_AnyOrderOfAnyInput()
    {
        var random = new Random(3);
        DetectionTruth[] truths = [.. Enumerable.Range(0, 12).Select(i => Truth(new(random.Next(5) * 10, random.Next(5) * 10, 20, 30), id: i + 1))];
        DetectionPrediction[] predictions = [.. Enumerable.Range(0, 60).Select(_ => Found(new(random.Next(50), random.Next(50), 20, 30), Math.Round(random.NextDouble(), 1)))];
        CocoOptions options = new() { MaxDetections = [1, 10, 20] };
        CocoResult expected = Both(truths, predictions, options).Corrected;
        for (int i = 0; i < 20; i++)
        {
            random.Shuffle(truths);
            random.Shuffle(predictions);
            Assert.Equal(expected.Statistics.ToArray(), Both(truths, predictions, options).Corrected.Statistics.ToArray());
        }
    }

    [Fact]
    public void MaxDetections_OtherThanHundred()
    {
        (CocoResult strict, CocoResult corrected) = Both([Truth(Here)], [Found(Here)], new() { MaxDetections = [1, 5, 50] });
        Assert.Equal(-1, strict.Ap);
        Assert.Equal(1, corrected.Ap);
    }

    [Fact]
    public void Nothing_IsMinusOneOrNaN()
    {
        (CocoResult strict, CocoResult corrected) = Both([], []);
        Assert.All(strict.Statistics, s => Assert.Equal(-1, s.Value));
        Assert.All(corrected.Statistics, s => Assert.Equal(double.NaN, s.Value));
        Assert.Equal(double.NaN, corrected.Recall(0, 1));
    }

    [Fact]
    public void TruthWithIdZero_LooksUnmatched()
    {
        (CocoResult strict, CocoResult corrected) = Both([Truth(Here, id: 0)], [Found(Here)]);
        Assert.Equal(0, strict.Ap);
        Assert.Equal(1, corrected.Ap);
    }

    [Fact]
    public void Ignore_IsOverwrittenByCrowd()
    {
        (CocoResult strict, CocoResult corrected) = Both([Truth(Here, ignore: true), Truth(Nowhere, id: 2)], [Found(Nowhere)]);
        Assert.Equal(0.5, strict["AR100"]);
        Assert.Equal(1, corrected["AR100"]);
    }

    [Fact]
    public void AreaBorders_BelongToTwoRanges()
    {
        (CocoResult strict, CocoResult corrected) = Both([Truth(new(0, 0, 32, 32), 1024)], [Found(new(0, 0, 32, 32))]);
        Assert.Equal((1, 1), (Math.Round(strict["APs"], 9), Math.Round(strict["APm"], 9)));
        Assert.Equal((double.NaN, 1), (corrected["APs"], corrected["APm"]));
    }

    [Fact]
    public void Precision_OfAPerfectDetector()
    {
        (CocoResult strict, CocoResult corrected) = Both([Truth(Here)], [Found(Here)]);
        Assert.Equal(0.9999999999999998, strict.Precision(0, 50, 0));
        Assert.Equal(1, corrected.Precision(0, 50, 0));
        Assert.Equal(1, corrected.Ap);
    }

    [Fact]
    public void Threshold_OfPointNine()
    {
        // 45 of 50 is 0.9 exactly, and numpy's linspace says 0.8999999999999999; 0.89999999999999995 would pass there.
        (CocoResult strict, CocoResult corrected) = Both([Truth(Here)], [Found(Here)]);
        Assert.Equal(0.8999999999999999, strict.Options.IoUThresholds[8]);
        Assert.Equal(0.9, corrected.Options.IoUThresholds[8]);
    }

    [Fact]
    public void Recall_ThatMissesItsOwnThreshold()
    {
        // Seven of twenty found: 0.35 is reached, but numpy's 35 * 0.01 is 0.35000000000000003.
        DetectionTruth[] truths = [.. Enumerable.Range(0, 20).Select(i => Truth(new(60 * (i % 10), 60 * (i / 10), 50, 50), id: i + 1))];
        DetectionPrediction[] predictions = [.. truths.Take(7).Select(t => Found(t.Box))];
        (CocoResult strict, CocoResult corrected) = Both(truths, predictions);
        Assert.Equal(0, strict.Precision(0, 35, 0));
        Assert.Equal(1, corrected.Precision(0, 35, 0));
        Assert.Equal(0, corrected.Precision(0, 36, 0));
    }

    [Fact]
    public void MaskDetections_AreMeasuredByTheirBoxes()
    {
        const string Truths = """
            {"images": [{"id": 1, "width": 100, "height": 100}], "categories": [{"id": 1, "name": "a"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "area": 1250, "segmentation": [[0, 0, 50, 0, 0, 50]]}]}
            """;
        // A triangle of about 0.5 x 30 x 30 pixels away from the truth, in a box of 40 x 40 that is medium: the mask is small.
        const string Detections = """
            [{"image_id": 1, "category_id": 1, "score": 0.9, "segmentation": [[0, 0, 50, 0, 0, 50]]},
             {"image_id": 1, "category_id": 1, "score": 0.95, "bbox": [60, 60, 40, 40], "segmentation": [[60, 60, 90, 60, 60, 90]]}]
            """;
        CocoResult Compute(CocoMode mode) => CocoEvaluation.Accumulate(
            CocoGroundTruth.Parse(System.Text.Encoding.UTF8.GetBytes(Truths), DetectionKind.Masks),
            CocoDetections.Parse(System.Text.Encoding.UTF8.GetBytes(Detections), DetectionKind.Masks),
            new() { Kind = DetectionKind.Masks, Mode = mode }).Compute();
        Assert.Equal(0.5, Compute(CocoMode.Strict)["APm"], 1e-12);
        Assert.Equal(1, Compute(CocoMode.Corrected)["APm"], 1e-12);
    }

    [Fact]
    public void Boxes_FromTheLibrarysOwnType()
    {
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames("cat"), new() { Mode = CocoMode.Corrected });
        Box[] boxes = [new(0, 0, 10, 10)];
        accumulator.Update(1, boxes, [0], boxes, [0], [0.5f]);
        Assert.Equal(1, accumulator.Compute().Ap);
        Assert.Equal("truths", Assert.Throws<ArgumentException>(() => accumulator.Update(2, boxes, [3], [], [], [])).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => accumulator.Update(2, [], [], boxes, [0], [])).ParamName);
        Assert.Equal(1, accumulator.Images);
    }
}
