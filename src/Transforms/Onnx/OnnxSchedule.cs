namespace DeepRecipes.Transforms;

/// <summary>How rows are given to a network.</summary>
/// <param name="Callers">Runs under way at once.</param>
/// <param name="Threads">Threads of one run.</param>
/// <param name="BatchSize">Rows of one run, where the network leaves it open.</param>
internal sealed record OnnxSchedule(int Callers, int Threads, int BatchSize)
{
    /// <summary>Numbers of a run from which on, on a processor, putting rows together costs more than their company gains: 1 MB of the usual ones, which is what a core's caches hold.</summary>
    private const int LargeOnProcessor = 1 << 18;

    /// <summary>Numbers of some rows that nobody should have to hold without having asked for it: 64 MB of the usual ones.</summary>
    public const int TooMany = 1 << 24;

    /// <summary>What is told, and for the rest what is good most of the time: on a processor many callers of one thread each, on a GPU large batches.</summary>
    /// <param name="step">What is told.</param>
    /// <param name="onProcessor">Whether the network runs on the processor.</param>
    /// <param name="numbersOfRow">How many numbers a row has, as far as it is known.</param>
    public static OnnxSchedule Of(OnnxScore step, bool onProcessor, int numbersOfRow) =>
        new(
            step.Callers != 0 ? step.Callers : onProcessor ? Environment.ProcessorCount : 1,
            ThreadsOf(step),
            step.BatchSize != 0 ? step.BatchSize : step.Inspect().QuantizesByRun ? 1 : onProcessor ? Math.Clamp(LargeOnProcessor / numbersOfRow, 1, 8) : Math.Clamp(TooMany / numbersOfRow, 1, 32));

    /// <summary>Threads of one run before anything was tried: on a GPU they do little.</summary>
    public static int ThreadsOf(OnnxScore step) => step.Threads != 0 ? step.Threads : 1;

    /// <summary>The schedules worth trying: what is told stays, and the default comes first.</summary>
    public static IReadOnlyList<OnnxSchedule> Candidates(OnnxScore step, bool onProcessor, int numbersOfRow, bool rowsAreFixed)
    {
        var first = Of(step, onProcessor, numbersOfRow);
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
