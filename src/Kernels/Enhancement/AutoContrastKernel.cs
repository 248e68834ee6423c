namespace DeepRecipes.Kernels;

/// <summary>Stretches each channel so that its darkest level becomes 0 and its lightest 255: Pillow's <c>ImageOps.autocontrast</c>, to the bit. A fourth channel (alpha) stays as it is.</summary>
public static class AutoContrastKernel
{
    /// <summary>Stretches.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="cutoffPercent">Share of pixels left out at each end, 0 to 49.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or the share is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int cutoffPercent, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.InRange(cutoffPercent, 0, 49);
        int channels = Math.Min(shape.Channels, 3);
        Span<int> histograms = stackalloc int[256 * channels];
        Span<byte> tables = stackalloc byte[256 * channels];
        Histogram.PerChannel(source, shape.Channels, histograms);
        for (int c = 0; c < channels; c++)
            Table(histograms.Slice(256 * c, 256), shape.Width * shape.Height, cutoffPercent, tables.Slice(256 * c, 256));
        LookupKernel.ApplyPerChannel(source, shape, tables, destination);
    }

    private static void Table(Span<int> histogram, int pixels, int cutoffPercent, Span<byte> table)
    {
        int cut = (int)((long)pixels * cutoffPercent / 100), low = 0, high = 255;
        for (int k = 0, left = cut; k < 256 && left > 0; k++)
        {
            int taken = Math.Min(left, histogram[k]);
            histogram[k] -= taken;
            left -= taken;
        }

        for (int k = 255, left = cut; k >= 0 && left > 0; k--)
        {
            int taken = Math.Min(left, histogram[k]);
            histogram[k] -= taken;
            left -= taken;
        }

        while (low < 255 && histogram[low] == 0)
            low++;
        while (high > 0 && histogram[high] == 0)
            high--;
        double scale = high <= low ? 1 : 255.0 / (high - low), offset = high <= low ? 0 : -low * scale;
        for (int v = 0; v < 256; v++)
            table[v] = (byte)Math.Clamp((int)((v * scale) + offset), 0, 255); // truncated, as there
    }
}
