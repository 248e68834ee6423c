using DeepRecipes.Estimators;
using DeepRecipes.Metrics;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>The curves of evaluations as data views, a row a point, for whatever reads ML.NET's data: savers, plots, further pipelines.</summary>
public static class CurveViews
{
    /// <summary>An ROC curve: "Threshold" (falling from infinity), "FalsePositiveRate", "TruePositiveRate", all Double.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a point.</returns>
    public static IDataView ToDataView(this RocCurve curve, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return View(context, Points<RocPoint>(curve));
    }

    /// <summary>A precision-recall curve: "Threshold" (rising to infinity), "Precision", "Recall", all Double.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a point.</returns>
    public static IDataView ToDataView(this PrecisionRecallCurve curve, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return View(context, Points<PrecisionRecallPoint>(curve));
    }

    /// <summary>A reliability diagram: "From", "To", "Weight", "Confidence", "Accuracy", all Double; NaN in empty bins.</summary>
    /// <param name="calibration">The diagram.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a bin.</returns>
    public static IDataView ToDataView(this Calibration calibration, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        return View(context, calibration.Bins.Select(bin => new BinPoint { From = bin.From, To = bin.To, Weight = bin.Weight, Confidence = bin.Confidence, Accuracy = bin.Accuracy }));
    }

    /// <summary>The ROC curve of every class against all others: "Class" (text), "Threshold", "FalsePositiveRate", "TruePositiveRate".</summary>
    /// <param name="result">An evaluation of several classes.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a class and point.</returns>
    public static IDataView RocToDataView(this MulticlassClassificationResult result, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        return View(context, result.Confusion.Classes.SelectMany((name, i) => Points<ClassRocPoint>(result.Roc(i)).Select(point => point.Of(name))));
    }

    /// <summary>The precision-recall curve of every class against all others: "Class" (text), "Threshold", "Precision", "Recall".</summary>
    /// <param name="result">An evaluation of several classes.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a class and point.</returns>
    public static IDataView PrecisionRecallToDataView(this MulticlassClassificationResult result, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        return View(context, result.Confusion.Classes.SelectMany((name, i) => Points<ClassPrecisionRecallPoint>(result.PrecisionRecall(i)).Select(point => point.Of(name))));
    }

    /// <summary>Precision over recall of every class at every overlap threshold: "Class" (text), "IoU", "Recall", "Precision", "Score" (from which score on the recall is reached), all Double.</summary>
    /// <param name="result">An evaluation of detections.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a class, threshold and recall, over all sizes and at the highest limit of detections; what stands for nothing is as in the result.</returns>
    public static IDataView PrecisionRecallToDataView(this CocoResult result, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (thresholds, recalls) = (result.Options.IoUThresholds, result.Options.RecallThresholds);
        return View(context, result.Categories.SelectMany((category, k) => thresholds.SelectMany((iou, t) => recalls.Select((recall, r) => new DetectionPoint
        {
            Class = category.Name, IoU = iou, Recall = recall, Precision = result.Precision(t, r, k), Score = result.Score(t, r, k),
        }))));
    }

    /// <summary>The share of right keypoints over the allowed distance: "Joint" (text), "Threshold", "Pck", both Double.</summary>
    /// <param name="result">An evaluation of keypoints.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a joint and threshold.</returns>
    public static IDataView PckToDataView(this KeypointResult result, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        return View(context, result.PerJoint.SelectMany(joint => joint.Pck.Select((pck, t) => new PckPoint { Joint = joint.Joint, Threshold = result.Options.PckThresholds[t], Pck = pck })));
    }

    /// <summary>The numbers of every class: "Class" (text), "IoU", "Dice", "BoundaryF", "Hausdorff", "Hausdorff95", all Double.</summary>
    /// <param name="result">An evaluation of masks.</param>
    /// <param name="context">The context the view is read in.</param>
    /// <returns>A row a class.</returns>
    public static IDataView ClassesToDataView(this SegmentationResult result, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        return View(context, result.Confusion.Classes.Select((name, c) => new SegmentationPoint
        {
            Class = name, IoU = result.IoU(c), Dice = result.Dice(c), BoundaryF = result.BoundaryFPerClass[c],
            Hausdorff = result.HausdorffPerClass[c], Hausdorff95 = result.Hausdorff95PerClass[c],
        }));
    }

    private static IEnumerable<T> Points<T>(RocCurve curve)
        where T : RocPoint, new() =>
        Enumerable.Range(0, curve.Thresholds.Length).Select(i => new T
        {
            Threshold = curve.Thresholds[i], FalsePositiveRate = curve.FalsePositiveRates[i], TruePositiveRate = curve.TruePositiveRates[i],
        });

    private static IEnumerable<T> Points<T>(PrecisionRecallCurve curve)
        where T : PrecisionRecallPoint, new() =>
        Enumerable.Range(0, curve.Recalls.Length).Select(i => new T
        {
            // The last point lies above all scores.
            Threshold = i < curve.Thresholds.Length ? curve.Thresholds[i] : double.PositiveInfinity, Precision = curve.Precisions[i], Recall = curve.Recalls[i],
        });

    private static IDataView View<T>(MLContext context, IEnumerable<T> points)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Data.LoadFromEnumerable(points.ToArray());
    }
}
