namespace DeepRecipes.Kernels;

/// <summary>Which channel comes first in an image of 3 or 4 channels. A fourth is alpha.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: OpenCV's, and ML.NET's Bgra32.</summary>
    Bgr,
}
