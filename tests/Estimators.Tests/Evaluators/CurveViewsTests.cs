using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Estimators.Tests;

/// <summary>Each curve as a view: its columns, and the very numbers of the curve in them.</summary>
public sealed class CurveViewsTests
{
    private static readonly bool[] Labels = [false, false, true, true];
    private static readonly double[] Scores = [0.1, 0.4, 0.35, 0.8];
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Roc()
    {
        RocCurve curve = RocCurve.From(Labels, Scores);
        IDataView view = curve.ToDataView(_context);
        Has(view, "Threshold", "FalsePositiveRate", "TruePositiveRate");
        Assert.Equal(curve.Thresholds, Numbers(view, "Threshold"));
        Assert.Equal(curve.FalsePositiveRates, Numbers(view, "FalsePositiveRate"));
        Assert.Equal(curve.TruePositiveRates, Numbers(view, "TruePositiveRate"));
    }

    [Fact]
    public void PrecisionRecall()
    {
        PrecisionRecallCurve curve = PrecisionRecallCurve.From(Labels, Scores);
        IDataView view = curve.ToDataView(_context);
        Has(view, "Threshold", "Precision", "Recall");
        Assert.Equal([.. curve.Thresholds, double.PositiveInfinity], Numbers(view, "Threshold"));
        Assert.Equal(curve.Precisions, Numbers(view, "Precision"));
        Assert.Equal(curve.Recalls, Numbers(view, "Recall"));
    }

    [Fact]
    public void Reliability()
    {
        Calibration calibration = Calibration.From(Labels, Scores, bins: 3);
        IDataView view = calibration.ToDataView(_context);
        Has(view, "From", "To", "Weight", "Confidence", "Accuracy");
        Assert.Equal(calibration.Bins.Select(bin => bin.To), Numbers(view, "To"));
        Assert.Equal(calibration.Bins.Select(bin => bin.Weight), Numbers(view, "Weight"));
        Assert.Equal(calibration.Bins.Select(bin => bin.Confidence), Numbers(view, "Confidence"));
        Assert.Equal(calibration.Bins.Select(bin => bin.Accuracy), Numbers(view, "Accuracy"));
    }

    [Fact]
    public void Several_classes_have_a_curve_each()
    {
        var accumulator = new MulticlassClassificationAccumulator(["a", "b", "c"]);
        accumulator.Update(0, [0.7, 0.2, 0.1]);
        accumulator.Update(1, [0.3, 0.6, 0.1], 2);
        accumulator.Update(2, [0.1, 0.5, 0.4]);
        MulticlassClassificationResult result = accumulator.Compute();
        IDataView roc = result.RocToDataView(_context);
        IDataView recall = result.PrecisionRecallToDataView(_context);
        Has(roc, "Class", "Threshold", "FalsePositiveRate", "TruePositiveRate");
        Has(recall, "Class", "Threshold", "Precision", "Recall");
        Assert.Equal([.. Enumerable.Repeat("a", 4), .. Enumerable.Repeat("b", 4), .. Enumerable.Repeat("c", 3)], Texts(roc, "Class"));
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(c => result.Roc(c).TruePositiveRates), Numbers(roc, "TruePositiveRate"));
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(c => result.PrecisionRecall(c).Precisions), Numbers(recall, "Precision"));
        // The curve is that of the class against the rest, with the rows' weights.
        RocCurve second = RocCurve.From([false, true, false], [0.2, 0.6, 0.5], [1, 2, 1]);
        Assert.Equal(second.FalsePositiveRates.ToArray(), result.Roc(1).FalsePositiveRates.ToArray());
        Assert.Equal(result.RocAucPerClass[1], result.Roc(1).Area);
        Assert.Equal(result.AveragePrecisionPerClass[1], result.PrecisionRecall(1).AveragePrecision);
    }

    [Fact]
    public void Detection_has_a_curve_for_each_class_and_threshold()
    {
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames("cat", "dog"), new() { IoUThresholds = [0.5, 0.75] });
        accumulator.Update(1, [new Box(0, 0, 10, 10), new Box(20, 0, 30, 10)], [0, 0], [new Box(0, 0, 10, 6)], [0], [0.9f]);
        CocoResult result = accumulator.Compute();
        IDataView view = result.PrecisionRecallToDataView(_context);
        Has(view, "Class", "IoU", "Recall", "Precision", "Score");
        double[] precision = Numbers(view, "Precision");
        Assert.Equal(2 * 2 * 101, precision.Length);
        Assert.Equal(result.PrecisionCurve(0), precision[..101]);
        Assert.Equal(result.PrecisionCurve(0, 1), precision[101..202]);
        Assert.Equal(-1, precision[^1]);
        Assert.Equal(result.Score(0, 50, 0), Numbers(view, "Score")[50]);
        Assert.Equal("dog", Texts(view, "Class")[202]);
        Assert.Equal(0.75, Numbers(view, "IoU")[101]);
    }

    [Fact]
    public void Keypoints_have_their_share_of_right_ones_over_the_distance()
    {
        var accumulator = new KeypointAccumulator(new() { Joints = ["tip", "base"], PckThresholds = [0.1, 0.5] });
        accumulator.Update(1, [0, 0, 1, 3, 0, 1], [0, 0, 2, 0, 0, 2], 10);
        IDataView view = accumulator.Compute().PckToDataView(_context);
        Has(view, "Joint", "Threshold", "Pck");
        Assert.Equal(["tip", "tip", "base", "base"], Texts(view, "Joint"));
        Assert.Equal([1, 1, 0, 1], Numbers(view, "Pck"));
        Assert.Equal([0.1, 0.5, 0.1, 0.5], Numbers(view, "Threshold"));
    }

    [Fact]
    public void Masks_have_their_numbers_by_class()
    {
        var accumulator = new SegmentationAccumulator(["ground", "tree"]);
        accumulator.Update(1, [0, 1, 1, 1], [0, 0, 1, 1], 2, 2);
        SegmentationResult result = accumulator.Compute();
        IDataView view = result.ClassesToDataView(_context);
        Has(view, "Class", "IoU", "Dice", "BoundaryF", "Hausdorff", "Hausdorff95");
        Assert.Equal([0.5, 2.0 / 3], Numbers(view, "IoU"));
        Assert.Equal(result.HausdorffPerClass, Numbers(view, "Hausdorff"));
    }

    private static void Has(IDataView view, params string[] columns) => Assert.Equal(columns.Order(StringComparer.Ordinal), view.Schema.Select(column => column.Name).Order(StringComparer.Ordinal));

    private static double[] Numbers(IDataView view, string column) => [.. view.GetColumn<double>(view.Schema[column])];

    private static string[] Texts(IDataView view, string column) => [.. view.GetColumn<string>(view.Schema[column])];
}
