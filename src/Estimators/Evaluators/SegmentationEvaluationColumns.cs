namespace DeepRecipes.Estimators;

/// <summary>The columns that a segmentation evaluation reads. A mask is a picture whose red, green and blue all hold the pixel's class id.</summary>
public sealed record SegmentationEvaluationColumns
{
    /// <summary>The true mask. Default: "TruthMask".</summary>
    public string TruthMask { get; init; } = "TruthMask";

    /// <summary>The predicted mask, of the same size in every row. Default: "Mask".</summary>
    public string Mask { get; init; } = "Mask";

    /// <summary>The image's id, <c>Int64</c>, each once; null (the default) counts rows from 0.</summary>
    public string? ImageId { get; init; }
}
