using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeepRecipes.Benchmarks;
using DeepRecipes.Benchmarks.Detection;
using DeepRecipes.Benchmarks.Metrics;
using DeepRecipes.Benchmarks.Onnx;

// dotnet run -c Release --project benchmarks -- [--write] [filter]; see benchmarks/README.md.
string root = AppContext.BaseDirectory[..AppContext.BaseDirectory.LastIndexOf("benchmarks", StringComparison.Ordinal)];
if (args is ["metrics", .. string[] rest])
{
    MetricBenchmarks.Run(rest, root);
    return;
}

if (args is ["onnx", .. string[] onnx])
{
    OnnxBenchmark.Run(onnx, root);
    return;
}

if (args is ["detection", .. string[] detection])
{
    DetectionBenchmark.Run(detection, root);
    return;
}

if (args is ["pipeline", .. string[] options])
{
    PipelineBenchmark.Run(root, options.Contains("--write"));
    return;
}

bool write = args.Contains("--write");
string filter = args.FirstOrDefault(a => a != "--write") ?? "";
string file = Path.GetTempFileName();
using var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "image_ops.py"));
string versions = peer.Ask("images " + file);
byte[][] images = [.. File.ReadAllBytes(file).Chunk(640 * 480 * 3)];
File.Delete(file);

var table = new StringBuilder();
void Line(string text)
{
    Console.WriteLine(text);
    table.AppendLine(text);
}

Line($"640 x 480 x 3 bytes, one thread, images a second (best of 25 blocks on both sides, in turn). {Machine.Name()}, .NET {Environment.Version}, OpenCV and numpy {versions.Replace(" ", " and ", StringComparison.Ordinal)}. Where the peer has several ways its fastest is taken.");
Line("");
Line("| op | DeepRecipes | OpenCV | ratio |");
Line("|---|---:|---:|---:|");
foreach (ImageCase c in ImageCases.All().Where(c => c.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
{
    double ours = Seconds(c.Run);
    double theirs = c.Peers.Min(peer.Seconds);
    ours = Math.Min(ours, Seconds(c.Run));
    Line(string.Create(CultureInfo.InvariantCulture, $"| {c.Name} | {1 / ours:N0} | {1 / theirs:N0} | {theirs / ours:F2} |"));
}

if (write)
    Machine.Publish(root, "images", "Image kernels beside OpenCV", table.ToString());

double Seconds(Action<byte[]> op)
{
    // The runtime compiles what is called often a second time, in the background: what is measured is the code that a program runs after its first moments.
    int warm = 0;
    for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.4; warm++)
        op(images[warm & 15]);

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

    double best = double.MaxValue;
    for (int b = 0; b < 25; b++)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            op(images[i & 15]);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / count);
    }

    return best;
}
