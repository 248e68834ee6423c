using System.CommandLine;
using DeepRecipes.Metrics;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes evaluate classification</c>: a CSV file of labels and scores to scikit-learn's numbers.</summary>
internal static class EvaluateClassificationCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { HelpName = "FILE", Required = true, Description = "The CSV file: commas, UTF-8, column names in the first line." };
        var label = new Option<string>("--label") { HelpName = "COLUMN", Required = true, Description = "The column of true labels." };
        var score = new Option<string?>("--score") { HelpName = "COLUMN", Description = "Two classes: the column of the positive class's scores." };
        var positive = new Option<string?>("--positive") { HelpName = "VALUE", Description = "Two classes: the label that is positive. Without it labels are 1 and 0." };
        var raw = new Option<bool>("--raw") { Description = "Two classes: the scores are no probabilities (logits, margins); the threshold is 0." };
        var scores = new Option<string?>("--scores") { HelpName = "A,B,C", Description = "Several classes: the columns of probabilities, one a class." };
        var classes = new Option<string?>("--classes") { HelpName = "X,Y,Z", Description = "Several classes: the labels in the order of --scores, where the columns have other names." };
        var weight = new Option<string?>("--weight") { HelpName = "COLUMN", Description = "The column of the rows' weights." };
        var command = new Command("classification", "Evaluate a classifier's scores, with scikit-learn's numbers. Give --score for two classes, or --scores for several.")
        {
            data, label, score, positive, raw, scores, classes, weight,
        };
        command.Validators.Add(given =>
        {
            if (given.GetResult(score) is null == given.GetResult(scores) is null)
                given.AddError("Give either --score COLUMN (two classes) or --scores A,B,C (several classes).");
            else if (given.GetResult(scores) is not null && (given.GetResult(positive) is not null || given.GetResult(raw) is { Implicit: false }))
                given.AddError("--positive and --raw belong to --score; with --scores every class has a column of its own.");
            else if (given.GetResult(scores) is null && given.GetResult(classes) is not null)
                given.AddError("--classes belongs to --scores.");
        });
        var outputs = new ResultOutputs(command, classifies: true);
        command.Does(parsed =>
        {
            (string path, string labels) = (parsed.GetRequiredValue(data), parsed.GetRequiredValue(label));
            return parsed.GetValue(score) is { } column
                ? outputs.Write(parsed, ClassificationFile.Binary(
                    path, labels, column, parsed.GetValue(positive), parsed.GetValue(weight), parsed.GetValue(raw) ? ScoreKind.Raw : ScoreKind.Probability))
                : outputs.Write(parsed, ClassificationFile.Multiclass(
                    path, labels, parsed.GetRequiredValue(scores)!.Split(','), parsed.GetValue(classes)?.Split(','), parsed.GetValue(weight)));
        });
        return command;
    }
}
