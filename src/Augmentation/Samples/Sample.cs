using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A picture and what belongs to it. What a sample does not have is null.</summary>
/// <param name="Format">The picture's shape and the order of its channels.</param>
/// <param name="Pixels">The picture, interleaved, exactly as long as its shape says.</param>
public sealed record Sample(PictureFormat Format, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>One class id a pixel (one instance a pixel with <see cref="BoxSource.Mask"/>), of the picture's width and height.</summary>
    public ReadOnlyMemory<byte>? Mask { get; init; }

    /// <summary>Triples x, y, visibility; integers are pixel centres. The sets of several objects follow each other.</summary>
    public ReadOnlyMemory<float>? Keypoints { get; init; }

    /// <summary>Boxes with continuous edges in pixels.</summary>
    public ReadOnlyMemory<Box>? Boxes { get; init; }

    /// <summary>One class id a box; empty when boxes have no classes.</summary>
    public ReadOnlyMemory<int> Classes { get; init; }

    /// <summary>Oriented boxes in pixels.</summary>
    public ReadOnlyMemory<OrientedBox>? OrientedBoxes { get; init; }

    /// <summary>One class id an oriented box; empty when they have no classes.</summary>
    public ReadOnlyMemory<int> OrientedClasses { get; init; }

    internal SampleTargets Targets(SampleRules rules) =>
        new(Mask is not null, Boxes is not null, Keypoints is not null, rules.Skeleton, rules.SymmetricKeypoints) { HasOrientedBoxes = OrientedBoxes is not null };

    internal void Check()
    {
        var shape = Format.Shape;
        Ensure.Shape(shape);
        Ensure.Length(Pixels.Length, shape.Length, nameof(Pixels));
        if (Mask is { } mask)
            Ensure.Length(mask.Length, shape.Width * shape.Height, nameof(Mask));
        if (!Classes.IsEmpty || Boxes is null)
            Ensure.Length(Classes.Length, Boxes?.Length ?? 0, nameof(Classes));
        if (!OrientedClasses.IsEmpty || OrientedBoxes is null)
            Ensure.Length(OrientedClasses.Length, OrientedBoxes?.Length ?? 0, nameof(OrientedClasses));
    }
}

/// <summary>A sample after a recipe.</summary>
/// <param name="Sample">The picture and what belongs to it; boxes that were dropped are not among its boxes.</param>
/// <param name="BoxReasons">For each box before: why it was dropped, or <see cref="BoxDropReason.Kept"/>.</param>
/// <param name="OrientedReasons">The same of the oriented boxes.</param>
/// <param name="Draws">What was drawn: <see cref="Augmenter.Replay"/> makes the same sample from it, to the byte.</param>
public sealed record AugmentedSample(Sample Sample, ImmutableArray<BoxDropReason> BoxReasons, ImmutableArray<BoxDropReason> OrientedReasons, ImmutableArray<double> Draws);
