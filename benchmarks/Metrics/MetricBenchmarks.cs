using System.Diagnostics;
using System.Globalization;
using DeepRecipes.Kernels;
using DeepRecipes.Metrics;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>
/// Metrics beside scikit-learn, torchvision and Python's json, in one run on the same inputs: <c>-- metrics</c>, or <c>-- metrics FOLDER</c> for the COCO
/// files <c>gt_large.json</c> and <c>dt_large.json</c> (5,000 images, 501,036 detections) in a folder.
/// </summary>
internal static class MetricBenchmarks
{
    private const int Rows = 1_000_000;
    private const int Boxes = 5_000;

    public static void Run(string[] args, string root)
    {
        using var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "metrics.py"));
        string file = Path.GetTempFileName();
        Console.WriteLine($"{Environment.ProcessorCount} cores; {peer.Ask("data " + file)}");
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        if (args.Length > 0)
        {
            Coco(peer, args[0]);
            return;
        }

        Scores(peer, bytes);
        Overlaps(peer, bytes);
    }

    private static void Scores(Peer peer, byte[] bytes)
    {
        bool[] labels = [.. bytes.Take(Rows).Select(b => b != 0)];
        var scores = new double[Rows];
        Buffer.BlockCopy(bytes, Rows, scores, 0, Rows * sizeof(double));
        double[] rounded = [.. scores.Select(s => Math.Round(s, 2))];
        double area = 0;
        double ap = 0;
        Compare("ROC AUC, 10^6 distinct scores", peer, "auc", () => area = RocCurve.AreaOf(labels, scores), () => area);
        Compare("ROC AUC, 10^6 scores with ties", peer, "auc_ties", () => area = RocCurve.AreaOf(labels, rounded), () => area);
        Compare("ROC curve as points, 10^6 scores", peer, "roc", () => area = RocCurve.From(labels, scores).Area, () => area);
        Compare("average precision, 10^6 scores", peer, "ap", () => ap = PrecisionRecallCurve.From(labels, scores).AveragePrecision, () => ap);
    }

    private static void Overlaps(Peer peer, byte[] bytes)
    {
        var boxes = new float[8 * Boxes];
        Buffer.BlockCopy(bytes, Rows * (1 + sizeof(double)), boxes, 0, boxes.Length * sizeof(float));
        float[] first = boxes[..(4 * Boxes)];
        float[] second = boxes[(4 * Boxes)..];
        var table = new float[Boxes * Boxes];
        Compare("IoU 5,000 x 5,000, one thread", peer, "iou", () => IoUKernel.Pairwise<float>(first, second, table), () => table.Sum(x => (double)x));
        Compare("GIoU 5,000 x 5,000, one thread", peer, "giou", () => GeneralizedIoUKernel.Pairwise<float>(first, second, table), () => table.Sum(x => (double)x));
        Compare("DIoU 5,000 x 5,000, one thread", peer, "diou", () => DistanceIoUKernel.Pairwise<float>(first, second, table), () => table.Sum(x => (double)x));
        Compare("CIoU 5,000 x 5,000, one thread", peer, "ciou", () => CompleteIoUKernel.Pairwise<float>(first, second, table), () => table.Sum(x => (double)x));
    }

    private static void Coco(Peer peer, string folder)
    {
        string truthPath = Path.Combine(folder, "gt_large.json");
        string predictionsPath = Path.Combine(folder, "dt_large.json");
        DetectionAccumulator? accumulator = CocoEvaluation.Accumulate(truthPath, predictionsPath);
        _ = accumulator.Compute();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory after one reading and evaluation: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
        Compare("COCO files read, 501,036 detections", peer, "json " + folder, () => accumulator = CocoEvaluation.Accumulate(truthPath, predictionsPath), null, 3);
        CocoResult? result = null;
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        double seconds = Seconds(() => result = accumulator!.Compute(), 9);
        double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / 10;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"COCO boxes evaluated: {seconds * 1000:F0} ms, {processor * 1000:F0} ms of processor time over all cores (AP {result!.Ap:R})"));
    }

    private static void Compare(string name, Peer peer, string op, Action ours, Func<double>? value, int times = 7)
    {
        double mine = Seconds(ours, times);
        string[] answer = peer.Ask(op).Split(' ');
        double theirs = double.Parse(answer[0], CultureInfo.InvariantCulture);
        mine = Math.Min(mine, Seconds(ours, times));
        if (value is not null && Math.Abs(value() - double.Parse(answer[1], CultureInfo.InvariantCulture)) > 1e-4 * Math.Max(1, Math.Abs(value())))
            throw new InvalidOperationException($"{name}: {value()} here, {answer[1]} there.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {mine * 1000,9:F1} ms   peer {theirs * 1000,9:F1} ms   ratio {theirs / mine:F1}"));
    }

    private static double Seconds(Action action, int times)
    {
        action();
        double best = double.PositiveInfinity;
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
