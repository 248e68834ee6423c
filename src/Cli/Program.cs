using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DeepRecipes.Cli;

/// <summary>The <c>deeprecipes</c> tool: every verb stands here once and in a file of its own.</summary>
internal static class Program
{
    public static int Main(string[] args) => Run(args, new());

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The words after the tool's name.</param>
    /// <param name="output">Where results and errors go; by default the console.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static int Run(string[] args, InvocationConfiguration output)
    {
        ParseResult result = Root().Parse(args);
        if (result.Action is ParseErrorAction error)
        {
            // The whole help would push the error off the screen.
            error.ShowHelp = false;
            int code = result.Invoke(output);
            output.Error.WriteLine($"See '{Verb.Name(result)} --help'.");
            return code;
        }

        return result.Invoke(output);
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand("Computer vision for ML.NET: augment, score, evaluate.")
        {
            DemoCommand.Create(),
            AugmentCommand.Create(),
            ScoreCommand.Create(),
            InspectCommand.Create(),
            EvaluateCommand.Create(),
            MergeCommand.Create(),
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        foreach (HelpAction help in root.Options.OfType<HelpOption>().Select(option => option.Action).OfType<HelpAction>())
            help.MaxWidth = 110;
        return root;
    }
}
