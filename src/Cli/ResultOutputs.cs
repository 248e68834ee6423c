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

    public ResultOutputs(Command command)
    {
        command.Add(_json);
        command.Add(_report);
        command.Add(_partial);
    }

    public int Write(ParseResult parsed, DetectionAccumulator state)
    {
        CocoResult result = state.Compute();
        return Write(parsed, result.ToString(), file => CocoResultJson.Write(file, result), () => DetectionReport.Of(result), state.Serialize);
    }

    public int Write(ParseResult parsed, BinaryClassificationAccumulator state)
    {
        BinaryClassificationResult result = state.Compute();
        return Write(parsed, result.ToString(), file => ClassificationJson.Write(file, result), () => ClassificationReport.Of(result), state.Serialize);
    }

    public int Write(ParseResult parsed, MulticlassClassificationAccumulator state)
    {
        MulticlassClassificationResult result = state.Compute();
        return Write(parsed, result.ToString(), file => ClassificationJson.Write(file, result), () => ClassificationReport.Of(result), state.Serialize);
    }

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
