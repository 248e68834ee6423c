using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>IoU of boxes x, y, width, height as pycocotools computes it: over the detection's own area where the truth is a crowd.</summary>
internal sealed class BoxSimilarity(TruthColumns truths, DetectionColumns detections) : ISimilarity
{
    public void Fill(ReadOnlySpan<int> detectionRows, ReadOnlySpan<int> truthRows, Span<double> values)
    {
        ReadOnlySpan<Rectangle> truthBoxes = MemoryMarshal.Cast<double, Rectangle>(CollectionsMarshal.AsSpan(truths.Boxes));
        ReadOnlySpan<Rectangle> detectionBoxes = MemoryMarshal.Cast<double, Rectangle>(CollectionsMarshal.AsSpan(detections.Boxes));
        ReadOnlySpan<TruthFlags> flags = CollectionsMarshal.AsSpan(truths.Flags);
        int place = 0;
        foreach (int d in detectionRows)
        {
            Rectangle detection = detectionBoxes[d];
            foreach (int g in truthRows)
                values[place++] = IoU(in detection, in truthBoxes[g], flags[g].HasFlag(TruthFlags.Crowd));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double IoU(in Rectangle d, in Rectangle g, bool crowd)
    {
        double width = Math.Min(d.Width + d.X, g.Width + g.X) - Math.Max(d.X, g.X);
        if (width <= 0)
            return 0;
        double height = Math.Min(d.Height + d.Y, g.Height + g.Y) - Math.Max(d.Y, g.Y);
        if (height <= 0)
            return 0;
        double intersection = width * height;
        double area = d.Width * d.Height;
        return intersection / (crowd ? area : area + (g.Width * g.Height) - intersection);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Rectangle(double X, double Y, double Width, double Height);
}
