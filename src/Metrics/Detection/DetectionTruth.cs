using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>An annotated object.</summary>
public sealed record DetectionTruth
{
    /// <summary>The category's id.</summary>
    public required long Category { get; init; }

    /// <summary>Its box; needed for boxes, and for keypoints none of which is labelled.</summary>
    public CocoBox Box { get; init; }

    /// <summary>Square pixels, which say whether it is small, medium or large; by default the mask's area, else the box's.</summary>
    public double? Area { get; init; }

    /// <summary>Whether it covers many objects: detections inside are ignored.</summary>
    public bool IsCrowd { get; init; }

    /// <summary>Whether it is neither to be found nor to be missed; only read in <see cref="CocoMode.Corrected"/>, as pycocotools overwrites it.</summary>
    public bool Ignore { get; init; }

    /// <summary>The annotation's id; by default 1.</summary>
    public long Id { get; init; } = 1;

    /// <summary>Its mask; needed for masks.</summary>
    public RleMask? Mask { get; init; }

    /// <summary>(x, y, visibility) of each keypoint; needed for keypoints.</summary>
    public double[]? Keypoints { get; init; }

    internal void Validate(CocoOptions options, string place)
    {
        Box.Validate(place);
        if (Area is double area)
            Ensure.InRange(area, 0, double.MaxValue, place);
        EnsurePresent(options, Mask, Keypoints, place);
    }

    internal static void EnsurePresent(CocoOptions options, RleMask? mask, double[]? keypoints, string place)
    {
        string name = place[..place.IndexOf('[')];
        if (options.Kind == DetectionKind.Masks && mask is null)
            throw new ArgumentException($"{place} has no mask, and masks are compared.", name);
        if (options.Kind != DetectionKind.Keypoints)
            return;
        if (keypoints is null)
            throw new ArgumentException($"{place} has no keypoints, and keypoints are compared.", name);
        if (keypoints.Length != 3 * options.KeypointSigmas.Length)
            throw new ArgumentException($"{place} has {keypoints.Length} numbers of keypoints; 3 x {options.KeypointSigmas.Length} are needed, as many as sigmas.", name);
        foreach (double number in keypoints)
            Ensure.Finite(number, place);
    }

    internal void AddTo(TruthColumns truths, int image, int category, DetectionKind kind)
    {
        bool labelled = false;
        for (int i = 2; Keypoints is not null && i < Keypoints.Length; i += 3)
            labelled |= Keypoints[i] > 0;
        truths.Images.Add(image);
        truths.Categories.Add(category);
        truths.Boxes.AddRange(Box.X, Box.Y, Box.Width, Box.Height);
        truths.Areas.Add(Area ?? (kind == DetectionKind.Masks ? Mask!.Area : Box.Width * Box.Height));
        truths.Ids.Add(Id);
        truths.Flags.Add((IsCrowd ? TruthFlags.Crowd : TruthFlags.None)
            | (Ignore ? TruthFlags.Ignore : TruthFlags.None)
            | (kind == DetectionKind.Keypoints && !labelled ? TruthFlags.NoKeypoints : TruthFlags.None));
        if (kind == DetectionKind.Masks)
            truths.Masks.Add(Mask!);
        if (kind == DetectionKind.Keypoints)
            truths.Keypoints.AddRange(Keypoints!);
    }
}
