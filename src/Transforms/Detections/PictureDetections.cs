using DeepRecipes.Detection;

namespace DeepRecipes.Transforms;

/// <summary>What was found in a picture file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Objects">The detections in the picture's pixels; empty where there is a problem.</param>
/// <param name="Problem">Why the picture could not be read; null where it could.</param>
public sealed record PictureDetections(string Path, IReadOnlyList<DetectedObject> Objects, string? Problem = null);
