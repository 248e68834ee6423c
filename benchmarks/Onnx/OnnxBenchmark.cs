using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>The scoring step beside loops written by hand, all in one run: every loop is tried, and then the best of them, the plainest one and ours take turns.</summary>
internal static class OnnxBenchmark
{
    private static readonly TimeSpan s_try = TimeSpan.FromSeconds(.3);
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(.5);
    private const int Turns = 15;

    public static void Run(string[] args, string root)
    {
        var filter = args.FirstOrDefault(arg => arg != "--write") ?? "";
        var table = new StringBuilder();
        Line($"Rows a second, and ratios of rows a second within one turn: the medians of {Turns} turns of about {s_turn.TotalSeconds} s and at least 40 rows for each, one after the other in an order drawn anew. {Machine.Name()}, {Environment.ProcessorCount} processors, .NET {Environment.Version}.");
        Line("\"Best loop\" is the best of all numbers of callers, threads and rows of a run, with and without spinning; \"row by row\" is one caller and one row a run: with one thread, and with the runtime's own threads, which spin.");
        Line("");
        Line("| network | ours, chosen by itself | best loop | row by row, 1 thread | row by row, all threads | ours / best | ours / row by row | others |");
        Line("|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (var network in OnnxCase.All.Where(one => one.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            Line(Measure(network));
        if (args.Contains("--write"))
            Machine.Publish(root, "onnx", "Scoring ONNX models beside loops written by hand", table.ToString());

        void Line(string text)
        {
            Console.WriteLine(text);
            table.AppendLine(text);
        }
    }

    private static string Measure(OnnxCase network)
    {
        var rows = network.Rows();
        var most = Environment.ProcessorCount;
        using var ours = new OurPipeline(network, rows);
        using var plain = new RawLoop(network, rows, 1, 1, 1, spins: true);
        using var threaded = new RawLoop(network, rows, 1, 0, 1, spins: true);
        Check(ours, plain);
        // The first rows are those it tries schedules on.
        // So many that beginning and end do not count, also where a row takes long.
        var count = Math.Max(40, RowsIn(s_turn, plain));
        ours.Score(Math.Min(800, 3 * count));
        var best = BestLoop();
        using var loop = best;
        using var others = new Others(network, rows);
        IScoring[] all = [ours, loop, plain, threaded, .. others.All];
        var rates = Array.ConvertAll(all, _ => new double[Turns]);
        for (var turn = 0; turn < Turns; turn++)
        {
            // What a neighbour on the machine takes from one, or what one leaves in the caches for the next, must not hit the same one each time.
            foreach (var i in Enumerable.Range(0, all.Length).OrderBy(_ => Random.Shared.Next()))
                rates[i][turn] = Rate(all[i], count);
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {network.Name} | {Median(rates[0]):N0} ({ours.Name}) | {Median(rates[1]):N0} ({loop.Name}) | {Median(rates[2]):N0} | {Median(rates[3]):N0} | {Over(1):F2} | {Over(2):F2}, {Over(3):F2} | {string.Join(", ", others.All.Select((other, i) => $"{other.Name} {Median(rates[4 + i]):N0}, ratio {Over(4 + i):F2}"))} |");

        double Over(int other) => Median([.. rates[0].Zip(rates[other], (a, b) => a / b)]);

        RawLoop BestLoop()
        {
            var found = default(RawLoop);
            var rate = 0.0;
            foreach (var (callers, threads) in new[] { (most, 1), (1, most) })
            {
                foreach (var batch in network.Batches)
                {
                    // A thread alone has nobody to spin for.
                    for (var spins = 0; spins < Math.Min(threads, 2); spins++)
                    {
                        var tried = new RawLoop(network, rows, callers, threads, batch, spins == 1);
                        tried.Score(batch * callers);
                        var got = Rate(tried, RowsIn(s_try, tried));
                        (got > rate ? found : tried)?.Dispose();
                        if (got > rate)
                            (found, rate) = (tried, got);
                    }
                }
            }
            return found!;
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static double Rate(IScoring scoring, int rows)
    {
        var started = Stopwatch.GetTimestamp();
        scoring.Score(rows);
        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static int RowsIn(TimeSpan time, RawLoop scoring)
    {
        scoring.Score(2);
        return Math.Max(8, (int)(Rate(scoring, 4) * time.TotalSeconds));
    }

    /// <summary>All ways must give the same, or their speeds say nothing.</summary>
    private static void Check(OurPipeline ours, RawLoop theirs)
    {
        var (a, b) = (ours.Score(16), theirs.Score(16));
        if (Math.Abs(a - b) > 1e-4 * Math.Max(1, Math.Abs(b)))
            throw new InvalidOperationException($"{ours.Name} gives {a} where {theirs.Name} gives {b}.");
    }

    /// <summary>The ways that the program was built with beside these.</summary>
    private sealed class Others(OnnxCase network, float[][] rows) : IDisposable
    {
        public IReadOnlyList<IScoring> All { get; } =
        [
            .. typeof(Others).Assembly.GetTypes().Where(type => type.IsClass && typeof(IScoringPeer).IsAssignableFrom(type))
                .Select(type => ((IScoringPeer)Activator.CreateInstance(type)!).Open(network, rows)),
        ];

        public void Dispose()
        {
            foreach (var other in All)
                other.Dispose();
        }
    }
}
