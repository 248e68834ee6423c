using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>One thing found in a picture.</summary>
/// <param name="Box">Where, as continuous edges.</param>
/// <param name="Score">How sure the network is; most networks give 0 to 1.</param>
/// <param name="ClassId">What, as the network counts its classes from 0.</param>
/// <param name="Keypoints">Its key points; empty for networks without.</param>
public sealed record DetectedObject(Box Box, float Score, int ClassId, IReadOnlyList<DetectedKeypoint> Keypoints)
{
    /// <summary>Which pixels of the picture it is; null for networks that find no masks.</summary>
    public RleMask? Mask { get; init; }
}

/// <summary>A key point of a detection; pixel centres are integers.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Visibility">The network's confidence in the point (0 to 1) where it gives one, else 2, COCO's "visible".</param>
public readonly record struct DetectedKeypoint(float X, float Y, float Visibility);
