using System.Diagnostics;

namespace DeepRecipes.Transforms;

/// <summary>
/// Tries schedules on rows that were read anyway, and says which scored most rows a second. What it scores is thrown away, so that it changes
/// when rows are scored and never what comes out.
/// </summary>
internal static class ScheduleTrial
{
    /// <summary>Rows that a trial wants.</summary>
    public const int Rows = 32;

    private static readonly TimeSpan s_allTrials = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_oneTrial = TimeSpan.FromMilliseconds(60);

    /// <summary>Another schedule must be this much better than the default one: less is noise.</summary>
    private const double Better = 1.05;

    public static OnnxSchedule Best(IReadOnlyList<OnnxSchedule> candidates, OnnxGroup rows, int rowsOfRun, Func<int, OnnxSession> rent)
    {
        var started = Stopwatch.GetTimestamp();
        var best = candidates[0];
        var bestRate = 0.0;
        var smallestRun = SecondsOfRun(rows, Math.Max(1, rowsOfRun), rent, best.Threads);
        // Where one run is long there is little between the schedules, and trying them would take long too.
        if (smallestRun * (rowsOfRun == 0 ? best.BatchSize : 1) > s_oneTrial.TotalSeconds)
            return best;
        foreach (var candidate in candidates)
        {
            if (Stopwatch.GetElapsedTime(started) > s_allTrials)
                break;
            using var session = rent(candidate.Threads);
            var rate = RowsASecond(candidate, rows, rowsOfRun == 0 ? Math.Min(candidate.BatchSize, rows.Count) : rowsOfRun, session);
            if (rate <= bestRate * (candidate == candidates[0] ? 1 : Better))
                continue;
            (best, bestRate) = (candidate, rate);
        }
        return best;
    }

    private static double SecondsOfRun(OnnxGroup rows, int rowsOfRun, Func<int, OnnxSession> rent, int threads)
    {
        using var session = rent(threads);
        // The first run lays out the memory.
        rows.Run(session, 0, rowsOfRun).Dispose();
        var started = Stopwatch.GetTimestamp();
        rows.Run(session, 0, rowsOfRun).Dispose();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double RowsASecond(OnnxSchedule schedule, OnnxGroup rows, int rowsOfRun, OnnxSession session)
    {
        rows.Run(session, 0, rowsOfRun).Dispose();
        var started = Stopwatch.GetTimestamp();
        var runs = 0L;
        var callers = new Task[schedule.Callers];
        for (var i = 0; i < callers.Length; i++)
            callers[i] = Task.Factory.StartNew(Call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WaitAll(callers);
        return runs * rowsOfRun / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Call()
        {
            do
            {
                rows.Run(session, 0, rowsOfRun).Dispose();
                Interlocked.Increment(ref runs);
            }
            while (Stopwatch.GetElapsedTime(started) < s_oneTrial);
        }
    }
}
