using System.CommandLine;
using DeepRecipes.Metrics;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes evaluate detection</c>: two COCO files to pycocotools' table.</summary>
internal static class EvaluateDetectionCommand
{
    public static Command Create()
    {
        var truth = new Option<string>("--truth") { HelpName = "FILE", Required = true, Description = "The ground truth: a COCO file with images, categories and annotations." };
        var predictions = new Option<string>("--predictions") { HelpName = "FILE", Required = true, Description = "The detections: a file in COCO's results format." };
        var kind = Choice.Of("--kind", "What is compared.", DetectionKind.Boxes);
        var mode = Choice.Of("--mode", "Strict gives pycocotools' numbers to the last bit; corrected undoes its quirks.", CocoMode.Strict);
        var command = new Command("detection", "Evaluate detections by COCO's protocol and print pycocotools' table.") { truth, predictions, kind, mode };
        var outputs = new ResultOutputs(command);
        command.Does(parsed => outputs.Write(parsed, CocoEvaluation.Accumulate(
            parsed.GetRequiredValue(truth),
            parsed.GetRequiredValue(predictions),
            new() { Kind = parsed.GetValue(kind), Mode = parsed.GetValue(mode) })));
        return command;
    }
}
