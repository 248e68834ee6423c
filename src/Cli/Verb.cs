using System.CommandLine;
using System.CommandLine.Parsing;
using DeepRecipes.Metrics;
using Microsoft.ML.OnnxRuntime;
using Spectre.Console;

namespace DeepRecipes.Cli;

/// <summary>What all verbs have in common: where they print, and how they fail.</summary>
internal static class Verb
{
    /// <summary>Gives a command what it does. Errors an input can cause become one line and <see cref="ExitCode.Failed"/>; anything else is a defect and shows its stack.</summary>
    public static void Does(this Command command, Func<ParseResult, int> action) => command.SetAction(parsed =>
    {
        try
        {
            return action(parsed);
        }
        catch (Exception e) when (IsOfAnInput(e))
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{Name(parsed)}: {e.Message}");
            return ExitCode.Failed;
        }
    });

    /// <summary>The words that led to the verb.</summary>
    public static string Name(ParseResult parsed)
    {
        var names = new List<string>();
        for (CommandResult? command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            names.Insert(0, command.Command is RootCommand ? "deeprecipes" : command.Command.Name);
        return string.Join(' ', names);
    }

    /// <summary>Where a verb prints results.</summary>
    public static TextWriter Output(this ParseResult parsed) => parsed.InvocationConfiguration.Output;

    /// <summary>Where a verb prints what is wrong.</summary>
    public static TextWriter Error(this ParseResult parsed) => parsed.InvocationConfiguration.Error;

    /// <summary>Where progress bars go: beside the results, so that these can be piped.</summary>
    public static IAnsiConsole Progress(this ParseResult parsed) => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    private static bool IsOfAnInput(Exception e) => e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidOperationException
        or NotSupportedException or CocoFormatException or CsvFormatException or MetricStateException or OnnxRuntimeException;
}
