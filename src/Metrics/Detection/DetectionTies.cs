using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>An order of equally scored detections of an image by what they are, not by where they stood in the file (Corrected only).</summary>
internal sealed class DetectionTies(DetectionTable table) : IComparer<int>
{
    /// <summary>Reorders runs of rows that share score and image.</summary>
    public void Settle(Span<int> rows)
    {
        DetectionColumns detections = table.Detections;
        for (int first = 0; first < rows.Length;)
        {
            int end = first + 1;
            while (end < rows.Length && detections.Images[rows[end]] == detections.Images[rows[first]] && detections.Scores[rows[end]].Equals(detections.Scores[rows[first]]))
                end++;
            if (end - first > 1)
                rows[first..end].Sort(this);
            first = end;
        }
    }

    public int Compare(int x, int y)
    {
        DetectionColumns detections = table.Detections;
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
