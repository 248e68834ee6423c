using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Bytes to floats so that the least of a picture becomes 0 and the most 1: <c>(x - min) / (max - min)</c>, each quotient rounded once, so that nothing leaves 0..1. Where all are equal they become 0.</summary>
public static class MinMaxKernel
{
    /// <summary>Writes planes one after the other (CHW).</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">1, 3 or 4 channels; a fourth (alpha) is dropped.</param>
    /// <param name="perChannel">Each channel has its own least and most; otherwise the picture has one of each.</param>
    /// <param name="swapRedBlue">True where source and output differ in order.</param>
    /// <param name="destination">At least width x height x 3 floats (x 1 for a grey source).</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has 2 channels.</exception>
    public static void ToChw(ReadOnlySpan<byte> source, ImageShape shape, bool perChannel, bool swapRedBlue, Span<float> destination) =>
        Run(source, shape, perChannel, swapRedBlue, shape.Width * shape.Height, 1, destination);

    /// <summary>Keeps the channels interleaved (HWC).</summary>
    /// <inheritdoc cref="ToChw"/>
    public static void ToHwc(ReadOnlySpan<byte> source, ImageShape shape, bool perChannel, bool swapRedBlue, Span<float> destination) =>
        Run(source, shape, perChannel, swapRedBlue, 1, NormalizeKernel.OutputChannels(shape), destination);

    private static void Run(ReadOnlySpan<byte> source, ImageShape shape, bool perChannel, bool swapRedBlue, int channelStep, int pixelStep, Span<float> destination)
    {
        Ensure.Shape(shape);
        Ensure.NotTwoChannels(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        int channels = NormalizeKernel.OutputChannels(shape), pixels = shape.Width * shape.Height;
        Ensure.Room(destination.Length, checked(channels * pixels), nameof(destination));
        Ensure.Apart(source, MemoryMarshal.AsBytes(destination), nameof(destination));
        Span<int> histograms = stackalloc int[256 * channels];
        Span<float> table = stackalloc float[256];
        Histogram.PerChannel(source, shape.Channels, histograms);
        if (!perChannel)
            Join(histograms);
        for (int c = 0; c < channels; c++)
        {
            Fill(histograms.Slice(256 * c, 256), table);
            int to = (swapRedBlue && channels == 3 ? 2 - c : c) * channelStep;
            for (int i = c; i < source.Length; i += shape.Channels, to += pixelStep)
                destination[to] = table[source[i]];
        }
    }

    private static void Join(Span<int> histograms)
    {
        for (int i = 256; i < histograms.Length; i++)
            histograms[i % 256] += histograms[i];
        for (int i = 256; i < histograms.Length; i++)
            histograms[i] = histograms[i % 256];
    }

    private static void Fill(ReadOnlySpan<int> histogram, Span<float> table)
    {
        int least = histogram.IndexOfAnyExcept(0), most = histogram.LastIndexOfAnyExcept(0);
        for (int v = least; v <= most; v++)
            table[v] = most == least ? 0 : (float)(v - least) / (most - least);
    }
}
