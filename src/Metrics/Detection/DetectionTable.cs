using System.Collections.Immutable;

namespace DeepRecipes.Metrics;

/// <summary>Images, categories, truths and detections as columns: what an evaluation reads, and all it keeps.</summary>
internal sealed class DetectionTable(ImmutableArray<DetectionCategory> categories, List<long> images, TruthColumns truths, DetectionColumns detections)
{
    public DetectionTable(ImmutableArray<DetectionCategory> categories)
        : this(categories, [], new(), new())
    {
    }

    /// <summary>Rising ids.</summary>
    public ImmutableArray<DetectionCategory> Categories { get; } = categories;

    /// <summary>Ids in the order they came; the columns hold indices into it.</summary>
    public List<long> Images { get; } = images;

    public TruthColumns Truths { get; } = truths;

    public DetectionColumns Detections { get; } = detections;

    /// <summary>For each image its place among the rising ids.</summary>
    public int[] ImageRanks()
    {
        int[] order = [.. Enumerable.Range(0, Images.Count)];
        long[] ids = [.. Images];
        Array.Sort(ids, order);
        var ranks = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            ranks[order[i]] = i;
        return ranks;
    }
}
