using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

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

    /// <summary>Whether there is one channel, <c>0.299 R + 0.587 G + 0.114 B</c>, instead of three. Default: no.</summary>
    public bool IsGrey { get; init; }

    /// <summary>RGB planes with ImageNet's statistics.</summary>
    public static TensorFormat ImageNet { get; } = new() { Normalization = ChannelNormalization.ImageNet };

    /// <summary>Channels of the tensor: 3, or 1 where it is grey.</summary>
    public int Channels => IsGrey ? 1 : 3;

    /// <summary>The dimensions of a picture's tensor: channels, height, width, or height, width, channels.</summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public int[] Dimensions(int width, int height) => Layout == TensorLayout.Chw ? [Channels, height, width] : [height, width, Channels];

    /// <summary>Refuses what is a mistake in every network.</summary>
    /// <exception cref="ArgumentException">ImageNet's statistics on BGR, or statistics of several channels on grey.</exception>
    public void Check()
    {
        if (Order == ChannelOrder.Bgr && Normalization == ChannelNormalization.ImageNet)
            throw new ArgumentException("ImageNet's means and deviations are in the order red, green, blue, and the tensor's order is BGR: use ChannelOrder.Rgb, or give the statistics in the order blue, green, red.", nameof(Order));
        if (IsGrey && Normalization != ChannelNormalization.Uniform(Normalization.Scale0, Normalization.Offset0))
            throw new ArgumentException($"A grey tensor has one channel, and {nameof(Normalization)} differs by channel ({Normalization}): use {nameof(ChannelNormalization)}.{nameof(ChannelNormalization.Uniform)} or {nameof(ChannelNormalization.Centered)}.", nameof(Normalization));
    }

    /// <summary>Refuses what does not fit a tensor of integers.</summary>
    /// <typeparam name="T">The tensor's numbers.</typeparam>
    /// <exception cref="ArgumentException">The normalisation gives fractions, or numbers out of the integers' range.</exception>
    public void CheckWhole<T>()
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (!Normalization.IsWhole<T>())
        {
            throw new ArgumentException(
                $"{nameof(Normalization)} is {Normalization}, and the tensor's numbers are {typeof(T).Name}, from {T.MinValue} to {T.MaxValue}, without fractions: use {nameof(ChannelNormalization)}."
                + (ChannelNormalization.None.IsWhole<T>() ? $"{nameof(ChannelNormalization.None)}, bytes as they are." : $"{nameof(ChannelNormalization.Uniform)}(1, -128), as quantised networks want."),
                nameof(Normalization));
        }
    }
}
