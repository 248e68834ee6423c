using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>Non-maximum suppression of 10,000 boxes beside torchvision, whose very indices must come out.</summary>
internal static class SuppressionCases
{
    private const int Boxes = 10_000;

    public static void Run(Comparison comparison, PeerData data)
    {
        Box[] random = data.Next<Box>(Boxes);
        Box[] clustered = data.Next<Box>(Boxes);
        float[] scores = data.Next<float>(Boxes);
        int[] classes = data.Next<int>(Boxes);
        foreach (string threshold in (string[])["0.5", "0.7"])
        {
            Row($"NMS of 10,000 random boxes at {threshold}", $"nms random {threshold}", random, false);
            Row($"NMS of 10,000 clustered boxes at {threshold}", $"nms clustered {threshold}", clustered, false);
        }

        Row("NMS of 10,000 random boxes, 80 classes", "nms classes 0.5", random, true);

        void Row(string name, string op, Box[] boxes, bool perClass)
        {
            var suppression = new NonMaximumSuppression { Threshold = double.Parse(op[^3..], System.Globalization.CultureInfo.InvariantCulture), PerClass = perClass };
            var keep = new int[Boxes];
            int kept = 0;
            comparison.Row(name, op, () => kept = suppression.Select(boxes, scores, classes, keep), hash =>
            {
                if (Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(keep.AsSpan(0, kept)))) != hash)
                    throw new InvalidOperationException($"{name}: other boxes stay here than at torchvision.");
            });
        }
    }
}
