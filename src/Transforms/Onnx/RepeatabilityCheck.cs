namespace DeepRecipes.Transforms;

/// <summary>
/// Scores the first row of a session again, in the same company and then alone: the answers must agree. Active dropout and other randomness show at the first,
/// batch normalisation on batch statistics, and a first dimension that is not the rows', at the second.
/// </summary>
internal sealed class RepeatabilityCheck
{
    private string? _failure;
    private int _claimed;

    /// <summary>Whether the caller is the first, and has to check.</summary>
    public bool Claim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <exception cref="InvalidOperationException">The network has failed before.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
            throw new InvalidOperationException(failure);
    }

    /// <param name="batch">Rows that were just scored.</param>
    /// <param name="session">The network.</param>
    /// <param name="plan">How its outputs are read.</param>
    /// <param name="batchSize">Rows of one run where the network leaves it open.</param>
    public void Require(OnnxBatch batch, OnnxSession session, OnnxPlan plan, int batchSize)
    {
        if (batch.Groups.FirstOrDefault() is not { } group)
            return;
        var inspection = session.Inspection;
        // On the processor the same run gives the same bits.
        var tolerance = session.Device.IsProcessor && !inspection.IsFloat16 ? 1e-4 : 2e-2;
        var rows = plan.RowsOfRun == 0 ? Math.Min(batchSize, group.Count) : plan.RowsOfRun;
        if (batch.Difference(group, session, rows) > tolerance)
        {
            var why = inspection.TrainingFindings.Concat(inspection.RandomNodes).ToList();
            Fail($"The ONNX model gives one row two answers{(why.Count > 0 ? $" ({string.Join("; ", why)})" : "")}: it draws at random or was exported in training mode.");
        }
        if (plan.RowsOfRun == 0 && rows > 1 && !inspection.QuantizesByRun && batch.Difference(group, session, 1) > tolerance)
            Fail("The ONNX model gives a row another answer alone than beside others: its first dimension is not the rows', or it normalises by the batch. Set BatchSize to 1.");
    }

    private void Fail(string failure)
    {
        failure += $" {nameof(OnnxScore)}.{nameof(OnnxScore.ChecksRepeatability)} = false leaves the check out.";
        Volatile.Write(ref _failure, failure);
        throw new InvalidOperationException(failure);
    }
}
