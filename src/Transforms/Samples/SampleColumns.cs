using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>The columns that belong to one picture and so move together.</summary>
/// <param name="Image">The picture.</param>
public sealed record SampleColumns(string Image)
{
    /// <summary>The mask: a picture of the same size whose red, green and blue all hold the pixel's class id; null when there is none.</summary>
    public string? Mask { get; init; }

    /// <summary>Keypoints, <c>Vector&lt;Single, K, 3&gt;</c> or <c>Vector&lt;Single, *, K, 3&gt;</c>; null when there are none.</summary>
    public string? Keypoints { get; init; }

    /// <summary>Boxes, <c>Vector&lt;Single, *, 4&gt;</c>; null when there are none.</summary>
    public string? Boxes { get; init; }

    /// <summary>Oriented boxes, <c>Vector&lt;Single, *, 5&gt;</c> of centre x, centre y, width, height and angle (<see cref="ColumnKind.OrientedBoxes"/>); null when there are none.</summary>
    public string? OrientedBoxes { get; init; }

    /// <summary>What the keypoints mean. Needed by whatever mirrors them.</summary>
    public KeypointSkeleton? Skeleton { get; init; }

    /// <summary>Says that no keypoint is left or right of another, so that a mirror needs no <see cref="Skeleton"/>.</summary>
    public bool SymmetricKeypoints { get; init; }

    /// <summary>The columns there are.</summary>
    internal IEnumerable<string> Names => new[] { Image, Mask, Keypoints, Boxes, OrientedBoxes }.OfType<string>();

    internal SampleTargets Targets => new(Mask is not null, Boxes is not null, Keypoints is not null, Skeleton, SymmetricKeypoints) { HasOrientedBoxes = OrientedBoxes is not null };

    /// <summary>The column of a target, as a recipe names it in an error.</summary>
    internal string Of(string target) => (target switch
    {
        "mask" => Mask,
        "keypoints" => Keypoints,
        "oriented boxes" => OrientedBoxes,
        _ => Boxes,
    })!;
}
