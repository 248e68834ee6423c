using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>The order of a network's colour channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}

/// <summary>How a network's input is laid out.</summary>
public enum TensorLayout
{
    /// <summary>Plane after plane: channels, height, width.</summary>
    Chw,

    /// <summary>Pixel after pixel: height, width, channels.</summary>
    Hwc,
}

/// <summary>What a network wants its input to look like. Default: RGB planes in 0..1.</summary>
public sealed record TensorFormat
{
    /// <summary>Bytes to floats, a scale and an offset for each channel, in the order of <see cref="Order"/>. Default: 0..255 to 0..1.</summary>
    public ChannelNormalization Normalization { get; init; } = ChannelNormalization.UnitInterval;

    /// <summary>The order of the channels. Default: RGB.</summary>
    public ChannelOrder Order { get; init; }

    /// <summary>The layout. Default: planes (CHW).</summary>
    public TensorLayout Layout { get; init; }

    /// <summary>RGB planes with ImageNet's statistics.</summary>
    public static TensorFormat ImageNet { get; } = new() { Normalization = ChannelNormalization.ImageNet };

    /// <summary>The dimensions of a picture's tensor.</summary>
    internal int[] Dimensions(int width, int height) => Layout == TensorLayout.Chw ? [3, height, width] : [height, width, 3];

    /// <summary>Whether a picture's red and blue must be exchanged.</summary>
    internal bool Swaps(bool imageIsBgr) => imageIsBgr != (Order == ChannelOrder.Bgr);

    /// <summary>Refuses what is a mistake in every network.</summary>
    internal void Check()
    {
        if (Order == ChannelOrder.Bgr && Normalization == ChannelNormalization.ImageNet)
            throw new ArgumentException("ImageNet's means and deviations are in the order red, green, blue, and the tensor's order is BGR: use ChannelOrder.Rgb, or give the statistics in the order blue, green, red.", nameof(Order));
    }
}
