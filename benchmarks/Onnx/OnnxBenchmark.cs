using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>
/// The scoring step beside loops written by hand, all in one run: every loop is tried, and then the best of them, the plainest ones and ours take turns. The turns are short and many,
/// because a machine that others share is now faster and now slower by more than what is asked here; what a way gains over another in a turn does not move as much.
/// </summary>
internal static class OnnxBenchmark
{
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(.5);
    private static readonly TimeSpan s_all = TimeSpan.FromSeconds(150);
    private const int RowsAtLeast = 16;
    private const int TurnsAtLeast = 15;
    private const int Tries = 5;

    public static void Run(string[] args, string root)
    {
        var filter = args.FirstOrDefault(arg => arg != "--write") ?? "";
        var table = new StringBuilder();
        Line($"Rows a second, and ratios of rows a second within one turn: medians of turns of about {s_turn.TotalSeconds} s and at least {RowsAtLeast} rows for each, one after the other in an order drawn anew, as many as fit into {s_all.TotalSeconds} s and at least {TurnsAtLeast}; behind a ratio the interval that holds its true median with 95 %. {Machine.Name()}, {Environment.ProcessorCount} processors, .NET {Environment.Version}.");
        Line($"\"Best loop\" is the best of all numbers of callers, threads and rows of a run, with and without spinning, by medians of {Tries} tries; \"row by row\" is one caller and one row a run: with one thread, and with the runtime's own threads, which spin.");
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
        using var ours = new OurPipeline(network, rows);
        using var plain = new RawLoop(network, rows, 1, 1, 1, spins: true);
        using var threaded = new RawLoop(network, rows, 1, 0, 1, spins: true);
        Check(ours, plain);
        var count = RowsIn(s_turn, plain);
        // The first rows are those it tries schedules on.
        ours.Score(Math.Min(800, 8 * count));
        using var best = BestLoop(network, rows, count);
        using var others = new Others(network, rows);
        IScoring[] all = [ours, best, plain, threaded, .. others.All];
        var rates = TakeTurns(all, count, s_all, TurnsAtLeast);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {network.Name} | {Median(rates[0]):N0} ({ours.Name}) | {Median(rates[1]):N0} ({best.Name}) | {Median(rates[2]):N0} | {Median(rates[3]):N0} | {Over(1)} | {Over(2)}, {Over(3)} | {string.Join(", ", others.All.Select((other, i) => $"{other.Name} {Median(rates[4 + i]):N0}, ratio {Over(4 + i)}"))} |");

        string Over(int other)
        {
            double[] ratios = [.. rates[0].Zip(rates[other], (a, b) => a / b).Order()];
            // How many of n fair coins fall on one side: n/2, and with 95 % no further from it than this.
            var off = (int)Math.Ceiling(.98 * Math.Sqrt(ratios.Length));
            var middle = ratios.Length / 2;
            return string.Create(CultureInfo.InvariantCulture, $"{ratios[middle]:F2} ({ratios[Math.Max(0, middle - off)]:F2} to {ratios[Math.Min(ratios.Length - 1, middle + off)]:F2})");
        }
    }

    /// <summary>The best of the loops that one would write, each opened anew; the others are closed.</summary>
    private static RawLoop BestLoop(OnnxCase network, float[][] rows, int count)
    {
        var most = Environment.ProcessorCount;
        // A thread alone has nobody to spin for.
        (int Callers, int Threads, bool Spins)[] settings = [(most, 1, false), (1, most, false), (1, most, true)];
        RawLoop[] loops = [.. from setting in settings from batch in network.Batches select new RawLoop(network, rows, setting.Callers, setting.Threads, batch, setting.Spins)];
        var rates = TakeTurns(loops, Math.Max(count, 2 * most * network.Batches.Max()), TimeSpan.Zero, Tries);
        var best = Enumerable.Range(0, loops.Length).MaxBy(i => Median(rates[i]));
        foreach (var loop in loops.Where((_, i) => i != best))
            loop.Dispose();
        return loops[best];
    }

    /// <summary>The rates of each way in each turn. A neighbour on the machine, or what one leaves in the caches for the next, must not hit the same one each time.</summary>
    private static double[][] TakeTurns(IScoring[] all, int rows, TimeSpan time, int atLeast)
    {
        foreach (var scoring in all)
            scoring.Score(rows);
        var rates = Array.ConvertAll(all, _ => new List<double>());
        var started = Stopwatch.GetTimestamp();
        while (rates[0].Count < atLeast || Stopwatch.GetElapsedTime(started) < time)
        {
            foreach (var i in Enumerable.Range(0, all.Length).OrderBy(_ => Random.Shared.Next()))
                rates[i].Add(Rate(all[i], rows));
        }
        return [.. rates.Select(some => some.ToArray())];
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
        return Math.Max(RowsAtLeast, (int)(Rate(scoring, 4) * time.TotalSeconds) / RowsAtLeast * RowsAtLeast);
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
