using System.Collections.Immutable;

namespace DeepRecipes.Kernels;

/// <summary>What the keypoints of a set mean: their names, which are left and right of each other, and how exactly people place them.</summary>
/// <remarks>An image that is mirrored shows the right eye where the left one was, so whatever mirrors points must also exchange them: <see cref="MirrorOrder"/>.</remarks>
public sealed record KeypointSkeleton
{
    /// <summary>Describes a set of keypoints.</summary>
    /// <param name="names">One name a keypoint, in the order of the array.</param>
    /// <param name="pairs">Pairs of indices that change places when the image is mirrored. A point in no pair stays where it is.</param>
    /// <param name="sigmas">Standard deviations for object keypoint similarity (COCO's k = 2 sigma), one a keypoint; empty when unknown.</param>
    /// <exception cref="ArgumentException">An index is out of range or stands in two pairs, or there are not as many sigmas as names.</exception>
    public KeypointSkeleton(ImmutableArray<string> names, ImmutableArray<KeypointPair> pairs, ImmutableArray<double> sigmas = default)
    {
        Names = names;
        Pairs = pairs.IsDefault ? [] : pairs;
        Sigmas = sigmas.IsDefault ? [] : sigmas;
        if (Sigmas.Length != 0 && Sigmas.Length != names.Length)
            throw new ArgumentException($"sigmas holds {Sigmas.Length} values; none or one for each of the {names.Length} names is allowed.", nameof(sigmas));
        var order = Enumerable.Range(0, names.Length).ToArray();
        foreach (var (left, right) in Pairs)
        {
            if ((uint)left >= (uint)order.Length || (uint)right >= (uint)order.Length || left == right)
                throw new ArgumentException($"pairs holds ({left}, {right}); two different indices from 0 to {order.Length - 1} are allowed.", nameof(pairs));
            if (order[left] != left || order[right] != right)
                throw new ArgumentException($"pairs holds ({left}, {right}), one of which stands in another pair already.", nameof(pairs));
            (order[left], order[right]) = (right, left);
        }
        MirrorOrder = [.. order];
    }

    /// <summary>One name a keypoint.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Which keypoints change places in a mirror.</summary>
    public ImmutableArray<KeypointPair> Pairs { get; }

    /// <summary>Standard deviations for object keypoint similarity, or empty.</summary>
    public ImmutableArray<double> Sigmas { get; }

    /// <summary>How many keypoints there are.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Count => Names.Length;

    /// <summary>After a mirror, place <c>i</c> is filled from place <c>MirrorOrder[i]</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ImmutableArray<int> MirrorOrder { get; }

    /// <summary>COCO's 17 body keypoints with the sigmas of its evaluation.</summary>
    public static KeypointSkeleton CocoPerson { get; } = new(
        ["nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
         "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"],
        [new(1, 2), new(3, 4), new(5, 6), new(7, 8), new(9, 10), new(11, 12), new(13, 14), new(15, 16)],
        [.026, .025, .025, .035, .035, .079, .079, .072, .072, .062, .062, .107, .107, .087, .087, .089, .089]);

    /// <summary>BlazeFace's six face keypoints; left and right are the person's.</summary>
    public static KeypointSkeleton BlazeFace { get; } = new(
        ["right_eye", "left_eye", "nose", "mouth", "right_ear", "left_ear"],
        [new(0, 1), new(4, 5)]);

    /// <summary>The five face points of YuNet, SCRFD and ArcFace's template; left and right are the person's.</summary>
    public static KeypointSkeleton Face5 { get; } = new(
        ["right_eye", "left_eye", "nose", "right_mouth", "left_mouth"],
        [new(0, 1), new(3, 4)]);

    /// <inheritdoc/>
    public bool Equals(KeypointSkeleton? other) =>
        other is not null && Names.SequenceEqual(other.Names) && Pairs.SequenceEqual(other.Pairs) && Sigmas.SequenceEqual(other.Sigmas);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Names.Length, Pairs.Length, Names.IsEmpty ? "" : Names[0]);
}

/// <summary>Two keypoints that change places when the image is mirrored.</summary>
/// <param name="Left">The index of one.</param>
/// <param name="Right">The index of the other.</param>
public readonly record struct KeypointPair(int Left, int Right);
