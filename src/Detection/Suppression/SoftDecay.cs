namespace DeepRecipes.Detection;

/// <summary>How soft-NMS lowers the score of a box that overlaps a better one.</summary>
public enum SoftDecay
{
    /// <summary>Times exp(-IoU^2 / sigma), whatever the overlap.</summary>
    Gaussian,

    /// <summary>Times 1 - IoU, where the IoU is greater than the threshold.</summary>
    Linear,
}
