namespace DeepRecipes.Estimators;

/// <summary>The columns that a keypoint evaluation reads: one object a row, <c>Vector&lt;Single, K, 3&gt;</c> (or <c>Vector&lt;Single, *, K, 3&gt;</c> with one object in it).</summary>
public sealed record KeypointEvaluationColumns
{
    /// <summary>The true keypoints; those with a visibility above 0 count. Default: "TruthKeypoints".</summary>
    public string TruthKeypoints { get; init; } = "TruthKeypoints";

    /// <summary>The keypoints found. Default: "Keypoints".</summary>
    public string Keypoints { get; init; } = "Keypoints";

    /// <summary>What errors are measured by, in pixels, <c>Single</c>: the head's or the torso's size, say. Null where <see cref="ReferenceJoints"/> says it.</summary>
    public string? ReferenceLength { get; init; }

    /// <summary>Two joints whose true distance errors are measured by, such as the eyes of a face; both must be labelled in every row. Null where <see cref="ReferenceLength"/> says it.</summary>
    public (string First, string Second)? ReferenceJoints { get; init; }

    /// <summary>The object's area in square pixels, <c>Single</c>, for OKS; null (the default) takes the square of the reference length.</summary>
    public string? Area { get; init; }

    /// <summary>The object's id, <c>Int64</c>, each once; null (the default) counts rows from 0.</summary>
    public string? ObjectId { get; init; }
}
