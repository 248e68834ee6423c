using System.Globalization;
using System.Text;
using DeepRecipes.Detection;
using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes.Benchmarks.Detection;

/// <summary>Detection from the file to the boxes beside a loop written by hand, what comes behind the network beside OpenCV, numpy and torchvision, all by turns in one run, and the memory of a tiled map.</summary>
internal static class DetectionBenchmark
{
    private const int Turns = 5, Repeats = 8;

    public static void Run(string[] args, string root)
    {
        var table = new StringBuilder();
        Line($"{Machine.Name()}, {Environment.ProcessorCount} processors, .NET {Environment.Version}.");
        Line("");
        Line("Memory first, because a process remembers its peak.");
        Line("");
        Line("| what | tiles | memory | time |");
        Line("|---|---:|---:|---:|");
        Line(TiledMapCase.Run());
        Line("");
        using (var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "detection.py")))
        {
            Line($"What comes behind the network, one thread, beside {peer.Ask("versions")} in the same run; where the peer has several ways its fastest is taken.");
            Line("");
            Line("| what | DeepRecipes | peer | ratio |");
            Line("|---|---:|---:|---:|");
            foreach (string row in SegmentationCases.Run(peer).Concat(CrowdCases.Run(peer)))
                Line(row);
            Line("");
        }

        Line($"Photos of 1920 x 1280 a second, decoded, resized, normalised, scored (fr_detect), decoded and suppressed; the best of {Turns} turns on each side.");
        Line("");
        Line("| what | DeepRecipes | peer | ratio |");
        Line("|---|---:|---:|---:|");
        foreach (string row in EndToEnd(Path.Combine(root, "artifacts", "assets")))
            Line(row);
        if (args.Contains("--write"))
            Machine.Publish(root, "detection", "Detection beside a loop written by hand, OpenCV and torchvision", table.ToString());

        void Line(string text)
        {
            Console.WriteLine(text);
            table.AppendLine(text);
        }
    }

    private static IEnumerable<string> EndToEnd(string assets)
    {
        string model = Path.Combine(assets, "face-models", "fr_detect.onnx");
        string[] photos = [.. Enumerable.Range(0, 6 * Repeats).Select(i => Path.Combine(assets, "photos", $"sample{1 + (i % 6)}.jpg"))];
        using var naive = new NaiveDetector(model);
        using PictureDetector ours = Ours(), withoutAhead = Ours(ahead: 0);
        Check(naive.Run(photos), [.. ours.Run(photos)]);
        double theirs = double.MaxValue, mine = double.MaxValue, alone = double.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            theirs = Math.Min(theirs, Clock.Seconds(() => naive.Run(photos)));
            alone = Math.Min(alone, Clock.Seconds(() => _ = withoutAhead.Run(photos).Count()));
            mine = Math.Min(mine, Clock.Seconds(() => _ = ours.Run(photos).Count()));
        }

        yield return Row("file to boxes, beside a naive loop", theirs);
        yield return Row("the same, beside ours with no picture decoded ahead", alone);

        string Row(string what, double seconds) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {photos.Length / mine:N1} | {photos.Length / seconds:N1} | {seconds / mine:F2} |");

        PictureDetector Ours(int? ahead = null)
        {
            var detector = new PictureDetector(new MLContext(), OnnxScore.Of(model), new UltraFaceDecoder(), suppression: new NonMaximumSuppression { Threshold = 0.3 });
            detector.PicturesAhead = ahead ?? detector.PicturesAhead;
            return detector;
        }
    }

    private static void Check(List<(Kernels.Box Box, float Score)>[] theirs, PictureDetections[] ours)
    {
        for (int i = 0; i < theirs.Length; i++)
        {
            bool isSame = theirs[i].Count == ours[i].Objects.Count && theirs[i].Zip(ours[i].Objects).All(pair =>
                Math.Abs(pair.First.Box.X1 - pair.Second.Box.X1) < 0.5f && Math.Abs(pair.First.Box.Y2 - pair.Second.Box.Y2) < 0.5f && Math.Abs(pair.First.Score - pair.Second.Score) < 0.01f);
            if (!isSame)
                throw new InvalidOperationException($"{ours[i].Path}: the two sides do not find the same.");
        }
    }
}
