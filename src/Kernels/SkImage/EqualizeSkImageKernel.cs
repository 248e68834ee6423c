namespace DeepRecipes.Kernels;

/// <summary>Histogram equalisation as scikit-image's <c>equalize_hist</c> defines it: level k becomes the share of the pixels that are not lighter, so that black does not stay black as in OpenCV's.</summary>
public static class EqualizeSkImageKernel
{
    /// <summary>The shares of a histogram, 0 to 1.</summary>
    /// <param name="histogram">256 counts, not all 0.</param>
    /// <param name="table">256 shares, filled.</param>
    /// <exception cref="ArgumentException">A span has not 256 elements, or the histogram counts no pixel.</exception>
    public static void Shares(ReadOnlySpan<int> histogram, Span<double> table)
    {
        Ensure.Length(histogram.Length, 256, nameof(histogram));
        Ensure.Length(table.Length, 256, nameof(table));
        long total = 0, sum = 0;
        foreach (int count in histogram)
            total += count;
        if (total == 0)
            throw new ArgumentException("histogram counts no pixel.", nameof(histogram));
        for (int k = 0; k < 256; k++)
            table[k] = (double)(sum += histogram[k]) / total;
    }

    /// <summary>Every channel by itself, in 0..255 (scikit-image's <c>img_as_ubyte</c> of the shares); a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void PerChannel(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        int channels = Math.Min(shape.Channels, 3);
        Span<int> histograms = stackalloc int[256 * channels];
        Span<byte> tables = stackalloc byte[256 * channels];
        Span<double> shares = stackalloc double[256];
        Histogram.PerChannel(source, shape.Channels, histograms);
        for (int c = 0; c < channels; c++)
        {
            Shares(histograms.Slice(256 * c, 256), shares);
            for (int k = 0; k < 256; k++)
                tables[(256 * c) + k] = Saturate.ToByte(255 * shares[k]);
        }

        LookupKernel.ApplyPerChannel(source, shape, tables, destination);
    }
}
