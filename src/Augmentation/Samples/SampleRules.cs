using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>What the parts of a sample mean, and what becomes of those that leave the picture.</summary>
public sealed record SampleRules
{
    /// <summary>What the keypoints mean; needed by whatever mirrors them.</summary>
    public KeypointSkeleton? Skeleton { get; init; }

    /// <summary>Says that no keypoint is left or right of another, so that a mirror needs no <see cref="Skeleton"/>.</summary>
    public bool SymmetricKeypoints { get; init; }

    /// <summary>Keypoints outside the picture keep their visibility; by default it becomes 0. Their place and index stay in either case.</summary>
    public bool KeepOutsideKeypoints { get; init; }

    /// <summary>Classes of the mask that change places in a mirror, such as left arm and right arm.</summary>
    public ImmutableArray<ClassPair> MaskPairs { get; init; } = [];

    /// <summary>Classes of boxes that change places in a mirror, such as left shoe and right shoe.</summary>
    public ImmutableArray<ClassPair> BoxPairs { get; init; } = [];

    /// <summary>What becomes of boxes.</summary>
    public BoxRules Boxes { get; init; } = new();

    /// <summary>Exchanges the classes of a moved mask that are left and right of each other.</summary>
    /// <param name="mask">Class ids, changed in place.</param>
    /// <exception cref="ArgumentOutOfRangeException">A pair names a class that no byte can hold.</exception>
    public void MirrorMask(Span<byte> mask)
    {
        if (MaskPairs.IsEmpty)
            return;
        Span<byte> table = stackalloc byte[256];
        for (var i = 0; i < table.Length; i++)
            table[i] = (byte)i;
        foreach (var (left, right) in MaskPairs)
        {
            table[Limits.Within(left, 0, 255, nameof(MaskPairs))] = (byte)Limits.Within(right, 0, 255, nameof(MaskPairs));
            table[right] = (byte)left;
        }
        foreach (ref var id in mask)
            id = table[id];
    }

    /// <summary>The class of a box after a mirror.</summary>
    /// <param name="id">The class before.</param>
    public int MirrorClass(int id)
    {
        foreach (var (left, right) in BoxPairs)
        {
            if (id == left || id == right)
                return id == left ? right : left;
        }
        return id;
    }
}

/// <summary>Two classes that change places when the picture is mirrored.</summary>
/// <param name="Left">The id of one.</param>
/// <param name="Right">The id of the other.</param>
public readonly record struct ClassPair(int Left, int Right);

/// <summary>Where a moved box comes from.</summary>
public enum BoxSource
{
    /// <summary>The upright hull of the box's moved corners (of places along its edges, where lines bend).</summary>
    Corners,

    /// <summary>The tight box around the pixels of the moved mask whose value is the box's place in the list plus 1: the mask holds instances, not classes.</summary>
    Mask,
}

/// <summary>
/// What becomes of boxes. Visibility is the area after clipping divided by the area before, both after the whole chain of ops;
/// clipping is to what an early op left of the picture, not to the bars that a later one added.
/// </summary>
public sealed record BoxRules
{
    /// <summary>Boxes are cut at the edges of the picture; otherwise they reach beyond, and are judged all the same.</summary>
    public bool Clip { get; init; } = true;

    /// <summary>The least visibility, 0 to 1. A box of which nothing is visible is always dropped.</summary>
    public double MinVisibility { get; init => field = Limits.Within(value, 0, 1); }

    /// <summary>The least area after clipping in square pixels.</summary>
    public double MinArea { get; init => field = Limits.Within(value, 0, double.MaxValue); }

    /// <summary>The least width and height after clipping in pixels.</summary>
    public double MinSide { get; init => field = Limits.Within(value, 0, double.MaxValue); }

    /// <summary>Where a moved box comes from.</summary>
    public BoxSource Source { get; init; }

    /// <summary>Whether a box of this clipped area survives, and why not.</summary>
    internal BoxDropReason Judge(double before, double after, double side) =>
        !(before > 0) || !double.IsFinite(before) ? BoxDropReason.Degenerate
        : after <= 0 ? BoxDropReason.Outside
        : after < MinVisibility * before ? BoxDropReason.Visibility
        : after < MinArea ? BoxDropReason.Area
        : side < MinSide ? BoxDropReason.Side
        : BoxDropReason.Kept;
}
