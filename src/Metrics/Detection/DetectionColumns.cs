using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>The detections, a column for each property.</summary>
internal sealed class DetectionColumns
{
    public List<int> Images { get; } = [];

    public List<int> Categories { get; } = [];

    /// <summary>x, y, width, height.</summary>
    public List<double> Boxes { get; } = [];

    /// <summary>As pycocotools' <c>loadRes</c> takes it: of the box where there is one, else of the mask, else of the keypoints' extent.</summary>
    public List<double> Areas { get; } = [];

    public List<double> Scores { get; } = [];

    /// <summary>One a row for masks, else empty.</summary>
    public List<RleMask> Masks { get; } = [];

    /// <summary>(x, y, visibility) of every keypoint of every row for keypoints, else empty.</summary>
    public List<double> Keypoints { get; } = [];

    public int Count => Images.Count;

    /// <summary>Appends another table's rows, in a given order, with images renumbered.</summary>
    public void Append(DetectionColumns other, ReadOnlySpan<int> order, ReadOnlySpan<int> newImages)
    {
        int keypoints = other.Count == 0 ? 0 : other.Keypoints.Count / other.Count;
        Images.EnsureCapacity(Count + order.Length);
        Categories.EnsureCapacity(Count + order.Length);
        Boxes.EnsureCapacity(4 * (Count + order.Length));
        Areas.EnsureCapacity(Count + order.Length);
        Scores.EnsureCapacity(Count + order.Length);
        ReadOnlySpan<double> boxes = CollectionsMarshal.AsSpan(other.Boxes);
        ReadOnlySpan<double> points = CollectionsMarshal.AsSpan(other.Keypoints);
        foreach (int row in order)
        {
            Images.Add(newImages[other.Images[row]]);
            Categories.Add(other.Categories[row]);
            Boxes.AddRange(boxes.Slice(4 * row, 4));
            Areas.Add(other.Areas[row]);
            Scores.Add(other.Scores[row]);
            if (other.Masks.Count > 0)
                Masks.Add(other.Masks[row]);
            if (keypoints > 0)
                Keypoints.AddRange(points.Slice(keypoints * row, keypoints));
        }
    }
}
