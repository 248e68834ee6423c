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
    private static readonly TimeSpan s_longRun = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan s_oneTrial = TimeSpan.FromMilliseconds(20);

    /// <summary>Times that each schedule is tried. The best time counts: whatever else the machine does only ever slows one down.</summary>
    private const int Rounds = 3;

    /// <summary>Another schedule must be this much better than the default one: less is noise.</summary>
    private const double Better = 1.08;

    public static OnnxSchedule Best(IReadOnlyList<OnnxSchedule> candidates, OnnxGroup rows, int rowsOfRun, Func<int, OnnxSession> rent)
    {
        var started = Stopwatch.GetTimestamp();
        var sessions = new Dictionary<int, OnnxSession>();
        try
        {
            // Where one run is long there is little between the schedules, and trying them would take long too.
            if (SecondsOfRun(rows, Math.Max(1, rowsOfRun), Session(candidates[0].Threads)) * (rowsOfRun == 0 ? candidates[0].BatchSize : 1) > s_longRun.TotalSeconds)
                return candidates[0];
            var rates = new double[candidates.Count];
            for (var trial = 0; trial < Rounds * rates.Length && Stopwatch.GetElapsedTime(started) < s_allTrials; trial++)
            {
                var candidate = candidates[trial % rates.Length];
                var rate = RowsASecond(candidate, rows, rowsOfRun == 0 ? Math.Min(candidate.BatchSize, rows.Count) : rowsOfRun, Session(candidate.Threads));
                rates[trial % rates.Length] = Math.Max(rates[trial % rates.Length], rate);
            }
            var best = Array.IndexOf(rates, rates.Max());
            return rates[best] > Better * rates[0] ? candidates[best] : candidates[0];
        }
        finally
        {
            foreach (var session in sessions.Values)
                session.Dispose();
        }

        OnnxSession Session(int threads)
        {
            if (!sessions.TryGetValue(threads, out var session))
                sessions[threads] = session = rent(threads);
            return session;
        }
    }

    private static double SecondsOfRun(OnnxGroup rows, int rowsOfRun, OnnxSession session)
    {
        // The first run lays out the memory.
        rows.Run(session, 0, rowsOfRun).Dispose();
        var started = Stopwatch.GetTimestamp();
        rows.Run(session, 0, rowsOfRun).Dispose();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double RowsASecond(OnnxSchedule schedule, OnnxGroup rows, int rowsOfRun, OnnxSession session)
    {
        rows.Run(session, 0, rowsOfRun).Dispose();
        var callers = new Task<double>[schedule.Callers];
        for (var i = 0; i < callers.Length; i++)
            callers[i] = Task.Factory.StartNew(RunsASecond, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return rowsOfRun * Task.WhenAll(callers).GetAwaiter().GetResult().Sum();

        // Each by his own time: with long runs one of them ends much later than the others, who would go on with the next rows.
        double RunsASecond()
        {
            var started = Stopwatch.GetTimestamp();
            var runs = 0;
            do
            {
                rows.Run(session, 0, rowsOfRun).Dispose();
                runs++;
            }
            while (Stopwatch.GetElapsedTime(started) < s_oneTrial);
            return runs / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }
}
