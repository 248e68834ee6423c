namespace DeepRecipes.Transforms;

/// <summary>How rows are given to a network.</summary>
/// <param name="Callers">Runs under way at once.</param>
/// <param name="Threads">Threads of one run.</param>
/// <param name="BatchSize">Rows of one run, where the network leaves it open.</param>
internal sealed record OnnxSchedule(int Callers, int Threads, int BatchSize)
{
    /// <summary>What is told, and for the rest what is good most of the time: on a processor many callers of one thread each, on a GPU large batches.</summary>
    public static OnnxSchedule Of(OnnxScore step)
    {
        var onProcessor = step.Device == DevicePolicy.CpuOnly;
        return new(
            step.Callers != 0 ? step.Callers : onProcessor ? Environment.ProcessorCount : 1,
            step.Threads != 0 ? step.Threads : onProcessor ? 1 : Environment.ProcessorCount,
            step.BatchSize != 0 ? step.BatchSize : step.Inspect().QuantizesByRun ? 1 : onProcessor ? 8 : 32);
    }

    /// <summary>The schedules worth trying: what is told stays, and the default comes first.</summary>
    public static IReadOnlyList<OnnxSchedule> Candidates(OnnxScore step, bool rowsAreFixed)
    {
        var first = Of(step);
        var most = Environment.ProcessorCount;
        (int Callers, int Threads)[] shares = step.Device == DevicePolicy.CpuOnly ? [(most, 1), (1, most)] : [(1, most), (2, most)];
        int[] batches = rowsAreFixed || step.BatchSize != 0 || step.Inspect().QuantizesByRun ? [first.BatchSize] : step.Device == DevicePolicy.CpuOnly ? [8, 1, 32] : [32, 8];
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
