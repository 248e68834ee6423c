using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using DeepRecipes.Reports;

namespace Quickstart;

/// <summary>Everything the quickstart found, as one page.</summary>
internal static class Page
{
    private static readonly PointSide[] s_blazeFaceSides = [PointSide.Right, PointSide.Left, PointSide.None, PointSide.None, PointSide.Right, PointSide.Left];
    private static readonly PointSide[] s_face5Sides = [PointSide.Right, PointSide.Left, PointSide.None, PointSide.Right, PointSide.Left];

    public static Report Of(FaceResult faces, FlipResult augmented, DigitResult digits)
    {
        var report = new Report("DeepRecipes quickstart")
        {
            Lead = "Faces found on real photos, a photo augmented with all that belongs to it, and two classic baselines on handwritten digits.",
        };
        Detect(report.Section("Detect"), faces);
        Augment(report.Section("Augment"), augmented);
        Compare(report.Section("Compare"), digits);
        return report;
    }

    private static void Detect(ReportSection section, FaceResult faces)
    {
        section.Paragraph("Two face detectors on four photos, scored in batches through ordinary ML.NET pipelines, against reference faces (dashed).");
        var table = new ReportTable("Detector", "AP .50", "AP .50:.95", "mean IoU", "GIoU", "DIoU", "CIoU", "OKS (eyes, nose)", "runs on");
        foreach (var detector in faces.Detectors)
        {
            table.Row(
                detector.Name, detector.Coco.Ap50, detector.Coco.Ap, detector.MeanIoU, detector.MeanGIoU, detector.MeanDIoU, detector.MeanCIoU, detector.MeanOks, detector.Provider);
        }
        section.Table(table);
        section.Figures([.. faces.Photos.Select((photo, i) => Found(photo, faces, i))]);
        section.Figures(new PrecisionRecallPlot("Precision over recall at IoU .50", [.. faces.Detectors.Select(detector =>
            new CurveWithArea(detector.Name, [.. detector.Coco.PrecisionCurve(0).Select((precision, i) => new PlotPoint(i / 100.0, Math.Max(0, precision)))], detector.Coco.Ap50))]));
    }

    private static PhotoFigure Found(ReferencePhoto photo, FaceResult faces, int index)
    {
        var truth = new PhotoLayer("reference", [.. photo.Boxes.Select(box => new PhotoObject { Box = box })]) { IsDashed = true };
        var layers = faces.Detectors.Select((detector, k) => new PhotoLayer(detector.Name, [.. Enumerable.Range(0, detector.Found[index].Scores.Length).Select(i => new PhotoObject
        {
            Box = detector.Found[index].BoxAt(i),
            Score = detector.Found[index].Scores[i],
            ClassIndex = k,
            Points = Points(detector.Found[index].Keypoints, 6, i, KeypointSkeleton.BlazeFace, s_blazeFaceSides),
        })]));
        return new($"Photo {photo.Id}", new(File.ReadAllBytes(photo.Path), photo.Width, photo.Height), [truth, .. layers]);
    }

    private static void Augment(ReportSection section, FlipResult augmented)
    {
        section.Paragraph("The photo is mirrored with its boxes and keypoints. Each person's left eye is still their left eye, although it is now where the right one was.");
        section.Tiles(
            new Tile("Keypoints off by", TableCell.WithUnit(augmented.RightError, "px"), "from where the network finds them"),
            new Tile("A naive flip is off by", TableCell.WithUnit(augmented.NaiveError, "px"), "x to w - x, labels left where they were"),
            new Tile("Mean IoU after flipping back", augmented.Agreement, "detections on the mirrored photos"));
        var photo = new Photo(augmented.Right.Jpeg, augmented.Right.Width, augmented.Right.Height);
        section.Figures(
            new PhotoFigure("Mirrored: left (blue circles) and right (amber squares) exchanged", photo, Moved(augmented.Right.Boxes, augmented.Right.Points)),
            new PhotoFigure("Naive: every left is on the right", photo, Moved(augmented.Right.Boxes, augmented.NaivePoints)));
    }

    private static PhotoLayer Moved(Box[] boxes, float[] points) => new("moved truth", [.. boxes.Select((box, i) => new PhotoObject
    {
        Box = box,
        Points = Points(points, 5, i, KeypointSkeleton.Face5, s_face5Sides),
    })]);

    private static PhotoPoint[] Points(float[] points, int count, int index, KeypointSkeleton skeleton, PointSide[] sides) => points.Length == 0 ? [] :
        [.. Enumerable.Range(0, count).Select(k => new PhotoPoint(points[(3 * ((index * count) + k))], points[(3 * ((index * count) + k)) + 1], skeleton.Names[k], sides[k]))];

    private static void Compare(ReportSection section, DigitResult digits)
    {
        section.Paragraph($"FastTree, one tree ensemble for each digit against all others, trained on {digits.TrainRows} digits and measured on {digits.TestRows} others.");
        var table = new ReportTable("Features", "accuracy", "macro F1", "macro AUC", "MCC", "log loss", "seconds to train");
        foreach (var model in digits.Models)
        {
            table.Row(
                model.Name, model.Result.Accuracy, model.Result.Confusion.FBeta(Average.Macro), model.Result.RocAucOneVersusRestMacro,
                model.Result.Confusion.Mcc, model.Result.LogLoss, TableCell.Number(model.Seconds, 1));
        }
        section.Table(table);
        string[] names = [.. digits.Models[0].Result.Confusion.Classes];
        section.Figures(new BarPlot("F1 of each digit", names, [.. digits.Models.Select(model =>
            new BarSeries(model.Name, [.. Enumerable.Range(0, names.Length).Select(i => model.Result.Confusion.FBeta(i))]))]));
        section.Figures([.. digits.Models.Select(model => new ConfusionMatrixPlot($"Confusion on {model.Name}", names, Counts(model.Result.Confusion)))]);
        section.Figures([.. digits.Models.Select(model => new RocPlot($"ROC on {model.Name}, each digit against the others", [.. model.Curves.Select((curve, i) =>
            new CurveWithArea(names[i], [.. curve.FalsePositiveRates.Zip(curve.TruePositiveRates, (x, y) => new PlotPoint(x, y))], curve.Area))]))]);
        section.Note($"The model was saved with Model.Save, loaded, and asked one by one: {digits.SameAnswers} of {digits.Asked} answers were the same to the last bit.");
    }

    private static long[,] Counts(ConfusionMatrix matrix)
    {
        var counts = new long[matrix.Classes.Length, matrix.Classes.Length];
        for (var truth = 0; truth < matrix.Classes.Length; truth++)
        {
            for (var predicted = 0; predicted < matrix.Classes.Length; predicted++)
                counts[truth, predicted] = (long)matrix[truth, predicted];
        }
        return counts;
    }
}
