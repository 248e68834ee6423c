using System.CommandLine;
using DeepRecipes.Metrics;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes merge</c>: states of several machines to the result of all.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var states = new Argument<string[]>("states") { Arity = ArgumentArity.OneOrMore, Description = "The files that 'evaluate ... --partial' wrote, in any order." };
        var command = new Command("merge", "Put partial evaluations together; the result has the same bits as an evaluation of everything at once.") { states };
        var outputs = new ResultOutputs(command, classifies: true);
        command.Does(parsed =>
        {
            string[] files = parsed.GetRequiredValue(states);
            return Of(files[0], MetricState.KindOf) switch
            {
                "detection" => outputs.Write(parsed, Merged<DetectionAccumulator, CocoResult>(files)),
                "binary" => outputs.Write(parsed, Merged<BinaryClassificationAccumulator, BinaryClassificationResult>(files)),
                "multiclass" => outputs.Write(parsed, Merged<MulticlassClassificationAccumulator, MulticlassClassificationResult>(files)),
                string other => throw new InvalidOperationException($"{files[0]}: the state is of kind '{other}', which this version does not merge."),
            };
        });
        return command;
    }

    private delegate T Reading<out T>(ReadOnlySpan<byte> state);

    private static TAccumulator Merged<TAccumulator, TResult>(string[] files)
        where TAccumulator : IMetricAccumulator<TAccumulator, TResult>
    {
        TAccumulator all = Of(files[0], TAccumulator.Deserialize);
        foreach (string file in files.Skip(1))
        {
            Of(file, bytes =>
            {
                all.Merge(TAccumulator.Deserialize(bytes));
                return all;
            });
        }

        return all;
    }

    /// <summary>Reads a file; errors name it.</summary>
    private static T Of<T>(string file, Reading<T> read)
    {
        try
        {
            return read(File.ReadAllBytes(file));
        }
        catch (MetricStateException e)
        {
            throw new InvalidOperationException($"{file}: {e.Message}", e);
        }
    }
}
