using System.Diagnostics;
using Spectre.Console;

namespace DeepRecipes.Cli;

/// <summary>A bar over many pictures: what is done with them, how many a second, how many are left.</summary>
internal static class PictureProgress
{
    /// <param name="console">Where it is drawn, if somebody looks.</param>
    /// <param name="what">What is done with the pictures.</param>
    /// <param name="count">Pictures.</param>
    /// <param name="work">The work; it calls what it is given after each picture, with whether anything was done with it: one that cannot be read makes nobody faster.</param>
    public static void Run(IAnsiConsole console, string what, int count, Action<Action<bool>> work) =>
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask(what, maxValue: Math.Max(1, count));
            long start = Stopwatch.GetTimestamp();
            int done = 0;
            work(isDone =>
            {
                done += isDone ? 1 : 0;
                task.Description = $"{what} {done / Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} images/s";
                task.Increment(1);
            });
        });
}
