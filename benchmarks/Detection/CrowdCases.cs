using System.Globalization;
using System.Runtime.InteropServices;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks.Detection;

/// <summary>What the tiles of a large picture leave behind: 33,000 crowded boxes, suppressed beside torchvision, whose very indices must come out, and merged.</summary>
internal static class CrowdCases
{
    private const int Boxes = 33_000;

    public static IEnumerable<string> Run(Peer peer)
    {
        string file = Path.GetTempFileName();
        _ = peer.Ask($"crowd {file} {Boxes}");
        byte[] bytes = File.ReadAllBytes(file);
        Box[] boxes = MemoryMarshal.Cast<byte, Box>(bytes.AsSpan(0, Boxes * 16)).ToArray();
        float[] scores = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(Boxes * 16)).ToArray();
        var keep = new int[Boxes];
        int kept = 0;
        var suppression = new NonMaximumSuppression { Threshold = 0.5, PerClass = false };
        double mine = Clock.Best(() => kept = suppression.Select(boxes, scores, [], keep));
        double theirs = peer.Seconds($"nms {file} 0.5");
        mine = Math.Min(mine, Clock.Best(() => kept = suppression.Select(boxes, scores, [], keep)));
        if (!MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(file)).SequenceEqual(keep.AsSpan(0, kept)))
            throw new InvalidOperationException("Other boxes stay here than at torchvision.");
        yield return string.Create(CultureInfo.InvariantCulture, $"| NMS of {Boxes:N0} crowded boxes at 0.5 | {mine * 1e3:N1} ms | {theirs * 1e3:N1} ms | {theirs / mine:F2} |");

        var classes = new int[Boxes];
        var buffer = new DetectionBuffer();
        var merge = new GreedyMerge();
        double merged = Clock.Best(() =>
        {
            buffer.Assign(boxes, scores, classes);
            merge.Apply(buffer);
        });
        yield return string.Create(CultureInfo.InvariantCulture, $"| greedy merge of the same, which tiles use | {merged * 1e3:N1} ms | | |");
        File.Delete(file);
    }
}
