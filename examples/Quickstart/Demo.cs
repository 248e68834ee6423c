using System.Diagnostics;
using Microsoft.ML;
using Spectre.Console;

namespace Quickstart;

/// <summary>The main job from photos to a report.</summary>
public static class Demo
{
    /// <summary>Runs it.</summary>
    /// <param name="folder">Where <c>report.html</c> and the saved model go; it is made where it does not exist.</param>
    /// <returns>0 when everything worked, 1 when something did not; what and why is on the console.</returns>
    public static int Run(string folder)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            Directory.CreateDirectory(folder);
            var context = new MLContext(seed: 1);
            var (faces, augmented, digits) = RunStages(context, folder);
            var path = Path.Combine(folder, "report.html");
            Page.Of(faces, augmented, digits).Save(path);
            AnsiConsole.Write(Summary(faces, augmented, digits));
            AnsiConsole.MarkupLineInterpolated($"The report with photos, curves and matrices: [link]{Path.GetFullPath(path)}[/] ({watch.Elapsed.TotalSeconds:0} s in all)");
            return 0;
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]The quickstart stopped:[/] {e.Message}");
            return 1;
        }
    }

    private static (FaceResult Faces, FlipResult Augmented, DigitResult Digits) RunStages(MLContext context, string folder) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                var detect = progress.AddTask("Find faces on four photos with two networks", maxValue: FaceStage.Steps);
                var augment = progress.AddTask("Flip a photo with its boxes and keypoints", maxValue: FlipStage.Steps);
                var compare = progress.AddTask("Train two FastTree baselines on 10,000 digits", maxValue: DigitStage.Steps);
                var faces = FaceStage.Run(context, () => detect.Increment(1));
                var augmented = FlipStage.Run(context, faces, () => augment.Increment(1));
                var digits = DigitStage.Run(context, folder, () => compare.Increment(1));
                return (faces, augmented, digits);
            });

    private static Table Summary(FaceResult faces, FlipResult augmented, DigitResult digits)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("What", "Result");
        foreach (var detector in faces.Detectors)
            table.AddRow($"{detector.Name}: AP at IoU .50 / .50:.95", $"{detector.Coco.Ap50:0.000} / {detector.Coco.Ap:0.000}  (mean IoU {detector.MeanIoU:0.000}, on {detector.Provider})");
        table.AddRow("Flipped with its labels: keypoints off by", $"{augmented.RightError:0.0} pixels (a naive flip: {augmented.NaiveError:0.0})");
        table.AddRow("Detections on flipped photos, flipped back", $"mean IoU {augmented.Agreement:0.000} with those on the photos");
        foreach (var model in digits.Models)
            table.AddRow($"FastTree on {model.Name}", $"accuracy {model.Result.Accuracy:0.0000}, macro AUC {model.Result.RocAucOneVersusRestMacro:0.0000}  ({model.Seconds:0.0} s to train)");
        table.AddRow("Saved, loaded, asked one by one", $"{digits.SameAnswers} of {digits.Asked} answers the same");
        return table;
    }
}
