using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>An order of equally scored detections of an image by what they are, not by where they stood in the file (Corrected only).</summary>
internal sealed class DetectionTies(DetectionTable table) : IComparer<int>
{
    private int[] _rows = [];

    /// <summary>Reorders runs that share score and image.</summary>
    /// <param name="order">Indices into the other three.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="images">Their images.</param>
    /// <param name="scores">Their scores.</param>
    public void Settle(Span<int> order, ReadOnlySpan<int> rows, ReadOnlySpan<int> images, ReadOnlySpan<double> scores)
    {
        _rows = rows.ToArray();
        for (int first = 0; first < order.Length;)
        {
            int end = first + 1;
            while (end < order.Length && images[order[end]] == images[order[first]] && scores[order[end]].Equals(scores[order[first]]))
                end++;
            if (end - first > 1)
                order[first..end].Sort(this);
            first = end;
        }
    }

    public int Compare(int x, int y)
    {
        DetectionColumns detections = table.Detections;
        (x, y) = (_rows[x], _rows[y]);
        ReadOnlySpan<double> boxes = CollectionsMarshal.AsSpan(detections.Boxes);
        int order = boxes.Slice(4 * x, 4).SequenceCompareTo(boxes.Slice(4 * y, 4));
        if (order == 0)
            order = detections.Areas[x].CompareTo(detections.Areas[y]);
        if (order == 0 && detections.Masks.Count > 0)
            order = detections.Masks[x].Counts.SequenceCompareTo(detections.Masks[y].Counts);
        if (order == 0 && detections.Keypoints.Count > 0)
        {
            int width = detections.Keypoints.Count / detections.Count;
            ReadOnlySpan<double> points = CollectionsMarshal.AsSpan(detections.Keypoints);
            order = points.Slice(width * x, width).SequenceCompareTo(points.Slice(width * y, width));
        }

        return order;
    }
}
