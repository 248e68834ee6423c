using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>The box around all keypoints, labelled or not, which pycocotools takes for a detection's size.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeypointExtent(double X, double Y, double Width, double Height)
{
    public double Area => Width * Height;

    public static KeypointExtent Of(ReadOnlySpan<double> keypoints)
    {
        double left = double.PositiveInfinity;
        double top = double.PositiveInfinity;
        double right = double.NegativeInfinity;
        double bottom = double.NegativeInfinity;
        for (int i = 0; i < keypoints.Length; i += 3)
        {
            left = Math.Min(left, keypoints[i]);
            right = Math.Max(right, keypoints[i]);
            top = Math.Min(top, keypoints[i + 1]);
            bottom = Math.Max(bottom, keypoints[i + 1]);
        }

        return new(left, top, right - left, bottom - top);
    }
}
