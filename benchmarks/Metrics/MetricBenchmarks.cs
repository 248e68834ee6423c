namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>
/// Metrics and suppression beside scikit-learn, torchvision and Python's json, in one run on the same inputs: <c>-- metrics [--write] [--coco FOLDER] [word]</c>. FOLDER holds the COCO
/// files <c>gt_large.json</c> and <c>dt_large.json</c> (5,000 images, 501,036 detections); without it their rows are left out. A word picks the rows that hold it.
/// </summary>
internal static class MetricBenchmarks
{
    private const string Title = "Metrics beside scikit-learn, torchvision and Python's json";

    public static void Run(string[] args, string root)
    {
        int coco = Array.IndexOf(args, "--coco");
        string? folder = coco >= 0 ? args[coco + 1] : null;
        string word = args.FirstOrDefault(a => a != "--write" && a != "--coco" && a != folder) ?? "";
        using var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "metrics.py"));
        string file = Path.GetTempFileName();
        string versions = peer.Ask("data " + file);
        var comparison = new Comparison(peer, versions, word);

        // First, so that the peak of memory is that of the evaluation.
        if (folder is not null && CocoCases.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            CocoCases.Run(comparison, folder, root);
        using (var data = new PeerData(file))
        {
            ScoreCases.Run(comparison, data);
            OverlapCases.Run(comparison, data);
            SuppressionCases.Run(comparison, data);
        }

        File.Delete(file);
        comparison.Remark("Overlaps and suppression run on one thread on both sides, and both take new memory for every table of overlaps. Files are parsed, and scores sorted, on two threads here and on one there.");
        if (args.Contains("--write"))
            Machine.Publish(root, "metrics", Title, comparison.ToString());
    }
}
