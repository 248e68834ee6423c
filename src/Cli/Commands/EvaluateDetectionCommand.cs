using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DeepRecipes.Metrics;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes evaluate detection</c>: two COCO files to pycocotools' table.</summary>
internal static class EvaluateDetectionCommand
{
    public static Command Create()
    {
        var truth = new Option<string>("--truth") { HelpName = "FILE", Required = true, Description = "The ground truth: a COCO file with images, categories and annotations." };
        var predictions = new Option<string>("--predictions") { HelpName = "FILE", Required = true, Description = "The detections: a file in COCO's results format." };
        var kind = Choice.Of<DetectionKind>("--kind", "What is compared.");
        var mode = Choice.Of<CocoMode>("--mode", "Strict gives pycocotools' numbers to the last bit; corrected undoes its quirks.");
        var sigmas = new Option<string?>("--sigmas") { HelpName = "A,B,C", Description = "Keypoints: one sigma a keypoint. Default: COCO's 17." };
        var command = new Command("detection", "Evaluate detections by COCO's protocol and print pycocotools' table.") { truth, predictions, kind, mode, sigmas };
        command.Validators.Add(given =>
        {
            if (given.GetResult(sigmas) is not null && given.GetValue(kind) != DetectionKind.Keypoints)
                given.AddError("--sigmas belongs to --kind keypoints.");
        });
        var outputs = new ResultOutputs(command, classifies: false);
        command.Does(parsed => outputs.Write(parsed, CocoEvaluation.Accumulate(
            parsed.GetRequiredValue(truth),
            parsed.GetRequiredValue(predictions),
            new() { Kind = parsed.GetValue(kind), Mode = parsed.GetValue(mode), KeypointSigmas = Sigmas(parsed.GetValue(sigmas)) })));
        return command;
    }

    private static ImmutableArray<double> Sigmas(string? text) => text is null
        ? CocoOptions.CocoSigmas
        : [.. text.Split(',').Select(number => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double sigma) && sigma > 0
            ? sigma
            : throw new FormatException($"--sigmas holds '{number}'; numbers above 0 with commas between them are needed."))];
}
