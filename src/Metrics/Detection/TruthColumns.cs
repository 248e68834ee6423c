using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>The annotated objects, a column for each property.</summary>
internal sealed class TruthColumns
{
    public List<int> Images { get; } = [];

    public List<int> Categories { get; } = [];

    /// <summary>x, y, width, height.</summary>
    public List<double> Boxes { get; } = [];

    public List<double> Areas { get; } = [];

    public List<long> Ids { get; } = [];

    public List<TruthFlags> Flags { get; } = [];

    /// <summary>One a row for masks, else empty.</summary>
    public List<RleMask> Masks { get; } = [];

    /// <summary>(x, y, visibility) of every keypoint of every row for keypoints, else empty.</summary>
    public List<double> Keypoints { get; } = [];

    public int Count => Images.Count;

    /// <summary>Appends another table's rows, in a given order, with images renumbered.</summary>
    public void Append(TruthColumns other, ReadOnlySpan<int> order, ReadOnlySpan<int> newImages)
    {
        int keypoints = other.Count == 0 ? 0 : other.Keypoints.Count / other.Count;
        Images.EnsureCapacity(Count + order.Length);
        Categories.EnsureCapacity(Count + order.Length);
        Boxes.EnsureCapacity(4 * (Count + order.Length));
        Areas.EnsureCapacity(Count + order.Length);
        Ids.EnsureCapacity(Count + order.Length);
        ReadOnlySpan<double> boxes = CollectionsMarshal.AsSpan(other.Boxes);
        ReadOnlySpan<double> points = CollectionsMarshal.AsSpan(other.Keypoints);
        foreach (int row in order)
        {
            Images.Add(newImages[other.Images[row]]);
            Categories.Add(other.Categories[row]);
            Boxes.AddRange(boxes.Slice(4 * row, 4));
            Areas.Add(other.Areas[row]);
            Ids.Add(other.Ids[row]);
            Flags.Add(other.Flags[row]);
            if (other.Masks.Count > 0)
                Masks.Add(other.Masks[row]);
            if (keypoints > 0)
                Keypoints.AddRange(points.Slice(keypoints * row, keypoints));
        }
    }
}

/// <summary>What makes a truth special.</summary>
[Flags]
internal enum TruthFlags : byte
{
    None = 0,

    /// <summary>COCO's <c>iscrowd</c>: covers many objects; detections inside are ignored.</summary>
    Crowd = 1,

    /// <summary>COCO's <c>ignore</c>, which pycocotools overwrites by <c>iscrowd</c>.</summary>
    Ignore = 2,

    /// <summary>No keypoint is labelled (<c>num_keypoints</c> is 0).</summary>
    NoKeypoints = 4,
}
