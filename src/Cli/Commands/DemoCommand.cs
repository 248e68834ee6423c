using System.CommandLine;
using Quickstart;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes demo</c>: the Quickstart.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Where the page and the saved model go; it is made where it does not exist.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "quickstart"),
        };
        var command = new Command("demo", "Find faces, augment a photo, compare two baselines on digits, and write it all into one page. Needs a clone of the repository: the build fetches models and photos.")
        {
            folder,
        };
        command.Does(parsed => Demo.Run(parsed.GetRequiredValue(folder)));
        return command;
    }
}
