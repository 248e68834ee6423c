namespace DeepRecipes.Metrics;

/// <summary>What detections are compared by (pycocotools' <c>iouType</c>).</summary>
public enum DetectionKind
{
    /// <summary>Intersection over union of boxes (<c>bbox</c>).</summary>
    Boxes,

    /// <summary>Intersection over union of masks (<c>segm</c>).</summary>
    Masks,

    /// <summary>Object keypoint similarity (<c>keypoints</c>).</summary>
    Keypoints,
}
