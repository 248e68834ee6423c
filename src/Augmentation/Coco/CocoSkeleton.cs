using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>What the keypoints of a COCO file mean.</summary>
public static class CocoSkeleton
{
    /// <summary>
    /// Reads the names of the first category that has <c>keypoints</c>; <c>left_x</c> and <c>right_x</c> are a pair.
    /// </summary>
    /// <param name="truth">The file's content.</param>
    /// <returns>The skeleton; null where no category has keypoints.</returns>
    /// <exception cref="FormatException">Categories have different keypoints, or a left one has no right one.</exception>
    public static KeypointSkeleton? Of(JsonObject truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        string[]? names = null;
        foreach (var category in truth["categories"] as JsonArray ?? [])
        {
            if ((category as JsonObject)?["keypoints"] is not JsonArray points)
                continue;
            string[] own = [.. points.Select((point, i) => point.Text() ?? throw new FormatException($"categories: \"keypoints\" holds no name at {i}."))];
            if (names is not null && !names.SequenceEqual(own, StringComparer.Ordinal))
                throw new FormatException("categories: two have different \"keypoints\"; augment them from files of their own.");
            names = own;
        }
        return names is null ? null : new([.. names], [.. Pairs(names)]);
    }

    private static IEnumerable<KeypointPair> Pairs(string[] names)
    {
        for (var left = 0; left < names.Length; left++)
        {
            if (!names[left].StartsWith("left_", StringComparison.Ordinal))
                continue;
            var right = Array.IndexOf(names, "right_" + names[left]["left_".Length..]);
            yield return right >= 0 ? new(left, right) : throw new FormatException($"categories: the keypoint \"{names[left]}\" has no partner \"right_{names[left]["left_".Length..]}\".");
        }
    }
}
