using System.CommandLine;
using DeepRecipes.Metrics;
using DeepRecipes.Reports;

namespace DeepRecipes.Cli;

/// <summary>Where an evaluation goes besides the screen; the same three options for every verb that evaluates.</summary>
internal sealed class ResultOutputs
{
    private readonly Option<string?> _json = new("--json") { HelpName = "FILE", Description = "Write every number, with all its digits, as JSON." };
    private readonly Option<string?> _report = new("--report") { HelpName = "FILE", Description = "Write a page with tables and curves (HTML, one file, no network)." };
    private readonly Option<string?> _partial = new("--partial") { HelpName = "FILE", Description = "Write the state, for 'deeprecipes merge' with those of other machines." };

    private readonly Option<int?> _bootstrap = new("--bootstrap") { HelpName = "N", Description = "Classification: 95 % intervals of the main numbers from so many samples drawn with replacement (1000, say)." };

    /// <param name="command">The verb.</param>
    /// <param name="classifies">Whether its result may be a classification.</param>
    public ResultOutputs(Command command, bool classifies)
    {
        if (classifies)
            command.Add(_bootstrap);
        command.Add(_json);
        command.Add(_report);
        command.Add(_partial);
    }

    public int Write(ParseResult parsed, DetectionAccumulator state)
    {
        if (parsed.GetResult(_bootstrap) is not null)
            throw new ArgumentException("--bootstrap belongs to classifications, and this state is a detection's.");
        CocoResult result = state.Compute();
        return Write(parsed, result.ToString(), file => CocoResultJson.Write(file, result), () => DetectionReport.Of(result), state.Serialize);
    }

    public int Write(ParseResult parsed, BinaryClassificationAccumulator state)
    {
        BinaryClassificationResult result = state.Compute();
        IReadOnlyDictionary<string, BootstrapInterval>? intervals = Options(parsed) is { } options ? state.Bootstrap(options) : null;
        return Write(parsed, result + Lines(intervals), file => ClassificationJson.Write(file, result, intervals), () => ClassificationReport.Of(result), state.Serialize);
    }

    public int Write(ParseResult parsed, MulticlassClassificationAccumulator state)
    {
        MulticlassClassificationResult result = state.Compute();
        IReadOnlyDictionary<string, BootstrapInterval>? intervals = Options(parsed) is { } options ? state.Bootstrap(options) : null;
        return Write(parsed, result + Lines(intervals), file => ClassificationJson.Write(file, result, intervals), () => ClassificationReport.Of(result), state.Serialize);
    }

    private BootstrapOptions? Options(ParseResult parsed) => parsed.GetValue(_bootstrap) is int replicates ? new() { Replicates = replicates } : null;

    private static string Lines(IReadOnlyDictionary<string, BootstrapInterval>? intervals) =>
        intervals is null ? "" : "\n" + string.Concat(intervals.Select(pair => $"{pair.Key,-25} {pair.Value}\n"));

    private int Write(ParseResult parsed, string text, Action<Stream> json, Func<Report> report, Func<byte[]> state)
    {
        if (parsed.GetValue(_json) is { } jsonPath)
            OutputFile.Write(jsonPath, json);
        if (parsed.GetValue(_report) is { } reportPath)
            report().Save(reportPath);
        if (parsed.GetValue(_partial) is { } statePath)
            OutputFile.Write(statePath, file => file.Write(state()));
        parsed.Output().WriteLine(text.TrimEnd('\n'));
        return ExitCode.Done;
    }
}
