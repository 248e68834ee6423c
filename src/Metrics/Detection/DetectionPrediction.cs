using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>A detection.</summary>
public sealed record DetectionPrediction
{
    /// <summary>The category's id.</summary>
    public required long Category { get; init; }

    /// <summary>Finite; higher is surer.</summary>
    public required double Score { get; init; }

    /// <summary>Its box; needed for boxes.</summary>
    public CocoBox Box { get; init; }

    /// <summary>Its mask; needed for masks.</summary>
    public RleMask? Mask { get; init; }

    /// <summary>(x, y, visibility) of each keypoint; needed for keypoints.</summary>
    public double[]? Keypoints { get; init; }

    internal void Validate(CocoOptions options, string place)
    {
        Box.Validate(place);
        Ensure.Finite(Score, place);
        DetectionTruth.EnsurePresent(options, Mask, Keypoints, place);
    }

    internal void AddTo(DetectionColumns detections, int image, int category, DetectionKind kind)
    {
        detections.Images.Add(image);
        detections.Categories.Add(category);
        detections.Boxes.AddRange(Box.X, Box.Y, Box.Width, Box.Height);
        detections.Scores.Add(Score);
        detections.Areas.Add(kind switch
        {
            DetectionKind.Boxes => Box.Width * Box.Height,
            DetectionKind.Masks => Mask!.Area,
            _ => KeypointExtent.Of(Keypoints).Area,
        });
        if (kind == DetectionKind.Masks)
            detections.Masks.Add(Mask!);
        if (kind == DetectionKind.Keypoints)
            detections.Keypoints.AddRange(Keypoints!);
    }
}
