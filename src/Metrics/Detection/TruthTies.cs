using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>An order of an image's truths by what they are, not by where they stood in the file (Corrected only).</summary>
internal sealed class TruthTies(DetectionTable table) : IComparer<int>
{
    public void Settle(Span<int> rows) => rows.Sort(this);

    public int Compare(int x, int y)
    {
        TruthColumns truths = table.Truths;
        ReadOnlySpan<double> boxes = CollectionsMarshal.AsSpan(truths.Boxes);
        int order = boxes.Slice(4 * x, 4).SequenceCompareTo(boxes.Slice(4 * y, 4));
        if (order == 0)
            order = truths.Areas[x].CompareTo(truths.Areas[y]);
        if (order == 0)
            order = truths.Flags[x].CompareTo(truths.Flags[y]);
        if (order == 0 && truths.Masks.Count > 0)
            order = truths.Masks[x].Counts.SequenceCompareTo(truths.Masks[y].Counts);
        if (order == 0 && truths.Keypoints.Count > 0)
        {
            int width = truths.Keypoints.Count / truths.Count;
            ReadOnlySpan<double> points = CollectionsMarshal.AsSpan(truths.Keypoints);
            order = points.Slice(width * x, width).SequenceCompareTo(points.Slice(width * y, width));
        }

        return order;
    }
}
