using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>Times a task here and there, in turn, makes sure that both found the same, and keeps a table and remarks.</summary>
internal sealed class Comparison(Peer peer, string versions, string word)
{
    private readonly List<string> _rows = [];
    private readonly List<string> _remarks = [];

    /// <summary>A row of the table.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="op">The peer's word for it; it answers with its best seconds and its value.</param>
    /// <param name="ours">Does it here.</param>
    /// <param name="check">Throws when the peer's value is not ours.</param>
    /// <param name="times">Runs of a block.</param>
    public void Row(string name, string op, Action ours, Action<string>? check = null, int times = 7)
    {
        if (!name.Contains(word, StringComparison.OrdinalIgnoreCase))
            return;
        double mine = Seconds(ours, times);
        string[] answer = peer.Ask(op).Split(' ');
        double theirs = double.Parse(answer[0], CultureInfo.InvariantCulture);
        mine = Math.Min(mine, Seconds(ours, times));
        check?.Invoke(answer[1]);
        Say(_rows, string.Create(CultureInfo.InvariantCulture, $"| {name} | {mine * 1000:F1} ms | {theirs * 1000:F1} ms | {theirs / mine:F1} |"));
    }

    /// <summary>A line below the table.</summary>
    public void Remark(string text) => Say(_remarks, text);

    /// <summary>The best of some runs, after one to warm up; of more where they are so short that they would be over before the compiler has looked at them twice.</summary>
    public static double Seconds(Action action, int times)
    {
        action();
        double best = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < times || Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.4; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    /// <summary>Fails a benchmark whose two sides do not agree: its times would mean nothing.</summary>
    public static Action<string> Near(Func<double> value, double tolerance) => answer =>
    {
        double theirs = double.Parse(answer, CultureInfo.InvariantCulture);
        if (!(Math.Abs(value() - theirs) <= tolerance * Math.Max(1, Math.Abs(theirs))))
            throw new InvalidOperationException($"{value()} here, {answer} there.");
    };

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Machine.Name()}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {versions}. Best of several, both sides in turn.\n\n");
        text.Append("| task | DeepRecipes | peer | ratio |\n|---|---:|---:|---:|\n");
        foreach (string row in _rows)
            text.Append(row).Append('\n');
        foreach (string remark in _remarks)
            text.Append('\n').Append(remark).Append('\n');
        return text.ToString();
    }

    private static void Say(List<string> lines, string text)
    {
        lines.Add(text);
        Console.WriteLine(text);
    }
}
