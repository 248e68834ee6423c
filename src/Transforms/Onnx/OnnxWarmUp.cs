using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Makes the first run of a session before the first row comes: over zeros and empty texts.</summary>
internal static class OnnxWarmUp
{
    /// <summary>Makes it, unless it was asked not to, or a run of so many rows was made before.</summary>
    /// <exception cref="InvalidOperationException">A size is not known, or the network does not take zeros.</exception>
    public static void Run(OnnxScore step, OnnxPlan plan, OnnxSession session, OnnxMemory memory, int batchSize)
    {
        if (!step.WarmsUp)
            return;
        if (!plan.OpenSizes.IsEmpty)
        {
            throw new InvalidOperationException(
                $"{nameof(OnnxScore)}.{nameof(OnnxScore.WarmsUp)} needs all sizes before the first row, and {string.Join(", ", plan.OpenSizes.Select(size => $"'{size.Name}'"))} of the ONNX model "
                + $"may differ from row to row: give sizes in {nameof(OnnxScore.Dimensions)}, or leave the warm-up out.");
        }
        var rows = plan.RowsOfRun == 0 ? batchSize : plan.RowsOfRun;
        if (!session.ClaimWarmUp(rows))
            return;
        using var zeros = new OnnxGroup(plan, null, memory, plan.OutputNames);
        try
        {
            zeros.Run(session, 0, rows).Dispose();
        }
        catch (OnnxRuntimeException e)
        {
            session.GiveUpWarmUp(rows);
            throw new InvalidOperationException($"The ONNX model does not take zeros, which {nameof(OnnxScore)}.{nameof(OnnxScore.WarmsUp)} gives it: {e.Message} Leave the warm-up out.", e);
        }
    }
}
