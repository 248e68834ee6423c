using System.CommandLine;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes evaluate</c>: what is evaluated comes next.</summary>
internal static class EvaluateCommand
{
    public static Command Create() => new("evaluate", "Measure predictions against the truth, with the reference tools' numbers.")
    {
        EvaluateDetectionCommand.Create(),
        EvaluateClassificationCommand.Create(),
    };
}
