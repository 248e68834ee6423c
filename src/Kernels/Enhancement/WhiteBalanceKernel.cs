namespace DeepRecipes.Kernels;

/// <summary>Takes a colour cast out. A fourth channel (alpha) stays as it is.</summary>
public static class WhiteBalanceKernel
{
    /// <summary>
    /// Grey world: the channels' means become equal. OpenCV's <c>xphoto</c> form to the bit: pixels too colourful are not counted, and the gains are divided by the largest,
    /// so that nothing clips and the picture darkens a little (the textbook form brightens).
    /// </summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="saturationThreshold">0 to 1: pixels whose saturation is above are not counted. OpenCV's default is 0.9.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or threshold is out of its range.</exception>
    public static void GrayWorld(ReadOnlySpan<byte> source, ImageShape shape, double saturationThreshold, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        Ensure.InRange(saturationThreshold, 0, 1);
        int threshold = (int)Math.Round(saturationThreshold * 255);
        Span<long> sums = stackalloc long[3];
        sums.Clear();
        for (int i = 0; i < source.Length; i += shape.Channels)
        {
            int a = source[i], b = source[i + 1], c = source[i + 2], most = Math.Max(a, Math.Max(b, c)), least = Math.Min(a, Math.Min(b, c));
            if ((most - least) * 255 > threshold * most)
                continue;
            sums[0] += a;
            sums[1] += b;
            sums[2] += c;
        }

        long top = Math.Max(sums[0], Math.Max(sums[1], sums[2]));
        Span<float> gains = stackalloc float[3];
        float largest = 0;
        for (int c = 0; c < 3; c++)
        {
            gains[c] = sums[c] == 0 ? 0 : (float)((double)top / sums[c]);
            largest = Math.Max(largest, gains[c]);
        }

        Span<byte> tables = stackalloc byte[768];
        for (int c = 0; c < 3; c++)
        {
            int gain = (int)MathF.Round((largest > 0 ? gains[c] / largest : gains[c]) * 256);
            for (int v = 0; v < 256; v++)
                tables[(256 * c) + v] = (byte)((v * gain) >> 8);
        }

        LookupKernel.ApplyPerChannel(source, shape, tables, destination);
    }

    /// <summary>White patch: in each channel the given percentile becomes 255 (100 takes the lightest pixel), linear below; a channel that is 0 there stays.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="percent">Greater than 0, at most 100.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or percentage is out of its range.</exception>
    public static void WhitePatch(ReadOnlySpan<byte> source, ImageShape shape, double percent, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        Ensure.Positive(percent);
        Ensure.InRange(percent, 0, 100);
        Span<int> histograms = stackalloc int[768];
        Span<byte> tables = stackalloc byte[768];
        Histogram.PerChannel(source, shape.Channels, histograms);
        for (int c = 0; c < 3; c++)
        {
            double white = ContrastStretchKernel.Percentile(histograms.Slice(256 * c, 256), percent);
            for (int v = 0; v < 256; v++)
                tables[(256 * c) + v] = white > 0 ? Saturate.ToByte(v * 255 / white) : (byte)v;
        }

        LookupKernel.ApplyPerChannel(source, shape, tables, destination);
    }
}
