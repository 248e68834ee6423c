using System.Diagnostics;
using System.Globalization;
using DeepRecipes.Benchmarks;
using DeepRecipes.Benchmarks.Metrics;

// dotnet run -c Release --project benchmarks -- [filter]
string root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("benchmarks", StringComparison.Ordinal)];
if (args is ["metrics", .. string[] rest])
{
    MetricBenchmarks.Run(rest, root);
    return;
}

string filter = args.Length > 0 ? args[0] : "";
string file = Path.GetTempFileName();
using var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "image_ops.py"));
string versions = peer.Ask("images " + file);
byte[] all = File.ReadAllBytes(file);
File.Delete(file);
byte[][] images = [.. all.Chunk(640 * 480 * 3)];
Console.WriteLine($"OpenCV, numpy {versions}");
foreach (ImageCase c in ImageCases.All().Where(c => c.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
{
    double ours = Seconds(c.Run);
    (string name, double theirs) = c.Peers.Select(p => (p, peer.Seconds(p))).MinBy(p => p.Item2);
    ours = Math.Min(ours, Seconds(c.Run));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{c.Name,-34} ours {1 / ours,9:F0}/s   OpenCV {1 / theirs,9:F0}/s ({name})   ratio {theirs / ours:F2}"));
}

double Seconds(Action<byte[]> op)
{
    int count = 1;
    while (true)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            op(images[i & 15]);
        double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (took > 0.008)
            break;
        count = Math.Max(count + 1, (int)(count * 0.01 / Math.Max(took, 1e-6)));
    }

    var blocks = new double[25];
    for (int b = 0; b < blocks.Length; b++)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            op(images[i & 15]);
        blocks[b] = Stopwatch.GetElapsedTime(start).TotalSeconds / count;
    }

    return blocks.Min();
}
