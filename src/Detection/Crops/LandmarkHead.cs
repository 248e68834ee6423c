using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Landmark networks that give points relative to the crop they look at (68 points of the iBUG order, and others).</summary>
public static class LandmarkHead
{
    /// <summary>The points in the picture.</summary>
    /// <param name="relative">x, y for each point, 0 to 1 across the crop.</param>
    /// <param name="crop">The crop in the picture's pixels.</param>
    /// <param name="keypoints">Receives (x, y, visibility 2) for each point; pixel centres are integers.</param>
    /// <exception cref="ArgumentException">The number of values is odd, or the room is too small.</exception>
    public static void ToPicture(ReadOnlySpan<float> relative, Box crop, Span<float> keypoints)
    {
        if (relative.Length % 2 != 0)
            throw new ArgumentException($"relative holds {relative.Length} values; an even number (x, y pairs) is needed.", nameof(relative));
        Ensure.Room(keypoints.Length, relative.Length / 2 * 3, nameof(keypoints));
        for (var k = 0; k < relative.Length / 2; k++)
            KeypointFormat.Write(keypoints, k, crop.X1 + (relative[2 * k] * crop.Width), crop.Y1 + (relative[(2 * k) + 1] * crop.Height));
    }
}
