namespace DeepRecipes.Transforms;

/// <summary>How rows are given to a network.</summary>
/// <param name="Callers">Runs under way at once.</param>
/// <param name="Threads">Threads of one run.</param>
/// <param name="BatchSize">Rows of one run, where the network leaves it open.</param>
internal sealed record OnnxSchedule(int Callers, int Threads, int BatchSize)
{
    /// <summary>What is told, and for the rest what is good most of the time: on a processor many callers of one thread each, on a GPU large batches.</summary>
    public static OnnxSchedule Of(OnnxScore step, bool onProcessor) =>
        new(
            step.Callers != 0 ? step.Callers : onProcessor ? Environment.ProcessorCount : 1,
            ThreadsOf(step),
            step.BatchSize != 0 ? step.BatchSize : step.Inspect().QuantizesByRun ? 1 : onProcessor ? 8 : 32);

    /// <summary>Threads of one run before anything was tried: on a GPU they do little.</summary>
    public static int ThreadsOf(OnnxScore step) => step.Threads != 0 ? step.Threads : 1;

    /// <summary>The schedules worth trying: what is told stays, and the default comes first.</summary>
    public static IReadOnlyList<OnnxSchedule> Candidates(OnnxScore step, bool onProcessor, bool rowsAreFixed)
    {
        var first = Of(step, onProcessor);
        var most = Environment.ProcessorCount;
        (int Callers, int Threads)[] shares = onProcessor ? [(most, 1), (1, most)] : [(1, 1), (2, 1)];
        int[] batches = rowsAreFixed || step.BatchSize != 0 || step.Inspect().QuantizesByRun ? [first.BatchSize] : onProcessor ? [8, 1, 32] : [32, 8];
        return
        [
            .. shares
                .Select(share => (Callers: step.Callers != 0 ? step.Callers : share.Callers, Threads: step.Threads != 0 ? step.Threads : share.Threads))
                .SelectMany(share => batches.Select(batch => new OnnxSchedule(share.Callers, share.Threads, batch)))
                .Prepend(first)
                .Distinct(),
        ];
    }
}
