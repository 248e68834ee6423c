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
    public void Append(TruthColumns other, ReadOnlySpan<int> order, Func<int, int> image)
    {
        int keypoints = other.Count == 0 ? 0 : other.Keypoints.Count / other.Count;
        foreach (int row in order)
        {
            Images.Add(image(other.Images[row]));
            Categories.Add(other.Categories[row]);
            for (int i = 0; i < 4; i++)
                Boxes.Add(other.Boxes[(4 * row) + i]);
            Areas.Add(other.Areas[row]);
            Ids.Add(other.Ids[row]);
            Flags.Add(other.Flags[row]);
            if (other.Masks.Count > 0)
                Masks.Add(other.Masks[row]);
            for (int i = 0; i < keypoints; i++)
                Keypoints.Add(other.Keypoints[(keypoints * row) + i]);
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
