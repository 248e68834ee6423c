using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>An oriented box as four key points: its corners, from its own top left corner clockwise.</summary>
public static class OrientedCorners
{
    /// <summary>Key points of an oriented box.</summary>
    public const int Count = 4;

    /// <summary>The corners' names; in a mirror the left ones are the right ones.</summary>
    public static KeypointSkeleton Skeleton { get; } = new(["top_left", "top_right", "bottom_right", "bottom_left"], [new(0, 1), new(2, 3)]);

    /// <summary>Writes the corners of a box as key points (pixel centres are integers, visibility 2).</summary>
    /// <param name="box">The oriented box, its centre in continuous coordinates.</param>
    /// <param name="keypoints">At least 12 floats.</param>
    public static void Write(OrientedBox box, Span<float> keypoints)
    {
        Ensure.Room(keypoints.Length, Count * 3, nameof(keypoints));
        var (sin, cos) = Math.SinCos(box.Angle);
        for (var corner = 0; corner < Count; corner++)
        {
            var x = corner is 0 or 3 ? -box.Width / 2 : box.Width / 2;
            var y = corner < 2 ? -box.Height / 2 : box.Height / 2;
            KeypointFormat.Write(keypoints, corner, (float)(box.CenterX + (x * cos) - (y * sin)), (float)(box.CenterY + (x * sin) + (y * cos)));
        }
    }

    /// <summary>Reads the oriented box back from its corners.</summary>
    /// <remarks>Where both axes were scaled differently, a turned rectangle has become a parallelogram; what is read is the rectangle with its centre, its
    /// top side's direction and length, and its left side's length.</remarks>
    /// <param name="keypoints">12 floats.</param>
    public static OrientedBox Read(ReadOnlySpan<float> keypoints)
    {
        Ensure.Length(keypoints.Length, Count * 3, nameof(keypoints));
        double dx = keypoints[3] - keypoints[0], dy = keypoints[4] - keypoints[1];
        return new(
            ((double)keypoints[0] + keypoints[6] + 1) / 2, ((double)keypoints[1] + keypoints[7] + 1) / 2,
            Math.Sqrt((dx * dx) + (dy * dy)), Math.Sqrt(Square(keypoints[9] - keypoints[0]) + Square(keypoints[10] - keypoints[1])), Math.Atan2(dy, dx));
    }

    /// <summary>The smallest upright box around the corners.</summary>
    /// <param name="keypoints">12 floats.</param>
    public static Box Hull(ReadOnlySpan<float> keypoints)
    {
        Ensure.Length(keypoints.Length, Count * 3, nameof(keypoints));
        return KeypointFormat.Hull(keypoints);
    }

    private static double Square(double value) => value * value;
}
