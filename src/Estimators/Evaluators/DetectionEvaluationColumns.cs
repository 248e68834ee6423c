namespace DeepRecipes.Estimators;

/// <summary>The columns that a detection evaluation reads.</summary>
public sealed record DetectionEvaluationColumns
{
    /// <summary>The true boxes, <c>Vector&lt;Single, *, 4&gt;</c>. Default: "TruthBoxes".</summary>
    public string TruthBoxes { get; init; } = "TruthBoxes";

    /// <summary>The true boxes' classes, <c>Vector&lt;Int32, *&gt;</c>; null when there is one class only. Default: "TruthClasses".</summary>
    public string? TruthClasses { get; init; } = "TruthClasses";

    /// <summary>Their areas in square pixels, <c>Vector&lt;Single, *&gt;</c>, which say whether they are small, medium or large; null (the default) takes the boxes' sizes.</summary>
    public string? TruthAreas { get; init; }

    /// <summary>Whether each covers many objects (COCO's <c>iscrowd</c>), <c>Vector&lt;Boolean, *&gt;</c>; null (the default) when none does.</summary>
    public string? TruthCrowds { get; init; }

    /// <summary>The true keypoints, <c>Vector&lt;Single, *, K, 3&gt;</c>; only read for <see cref="Metrics.DetectionKind.Keypoints"/>. Default: "TruthKeypoints".</summary>
    public string TruthKeypoints { get; init; } = "TruthKeypoints";

    /// <summary>The true masks, <c>Vector&lt;String, *&gt;</c> (<see cref="Transforms.VisionTypes.Masks"/>); only read for <see cref="Metrics.DetectionKind.Masks"/>. Default: "TruthMasks".</summary>
    public string TruthMasks { get; init; } = "TruthMasks";

    /// <summary>The boxes found, <c>Vector&lt;Single, *, 4&gt;</c>; only read for <see cref="Metrics.DetectionKind.Boxes"/>. Default: "Boxes".</summary>
    public string Boxes { get; init; } = "Boxes";

    /// <summary>The keypoints found, <c>Vector&lt;Single, *, K, 3&gt;</c>; only read for <see cref="Metrics.DetectionKind.Keypoints"/>. Default: "Keypoints".</summary>
    public string Keypoints { get; init; } = "Keypoints";

    /// <summary>The masks found, <c>Vector&lt;String, *&gt;</c> (<see cref="Transforms.VisionTypes.Masks"/>); only read for <see cref="Metrics.DetectionKind.Masks"/>. Default: "Masks".</summary>
    public string Masks { get; init; } = "Masks";

    /// <summary>Their scores, <c>Vector&lt;Single, *&gt;</c>. Default: "Scores".</summary>
    public string Scores { get; init; } = "Scores";

    /// <summary>Their classes, <c>Vector&lt;Int32, *&gt;</c>. Default: "Classes".</summary>
    public string Classes { get; init; } = "Classes";

    /// <summary>The image's id, <c>Int64</c>, each once; null (the default) counts rows from 0.</summary>
    public string? ImageId { get; init; }
}
