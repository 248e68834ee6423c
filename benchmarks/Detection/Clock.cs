using System.Diagnostics;

namespace DeepRecipes.Benchmarks.Detection;

/// <summary>How long things take.</summary>
internal static class Clock
{
    /// <summary>One run.</summary>
    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The best of the runs of half a second, after as long a warm-up: the runtime compiles what is hot a second time.</summary>
    public static double Best(Action action)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5;)
            action();
        double best = double.MaxValue;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5;)
            best = Math.Min(best, Seconds(action));
        return best;
    }
}
