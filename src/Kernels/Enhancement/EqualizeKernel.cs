namespace DeepRecipes.Kernels;

/// <summary>Histogram equalisation, OpenCV's <c>equalizeHist</c> to the bit.</summary>
public static class EqualizeKernel
{
    /// <summary>The table for a histogram: the first level that occurs goes to 0, level k to the rounded share of pixels after it; one level alone stays as it is.</summary>
    /// <param name="histogram">256 counts.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException">A span has not 256 elements.</exception>
    public static void Table(ReadOnlySpan<int> histogram, Span<byte> table)
    {
        Ensure.Length(histogram.Length, 256, nameof(histogram));
        Ensure.Length(table.Length, 256, nameof(table));
        int first = histogram.IndexOfAnyExcept(0), total = 0;
        foreach (int count in histogram)
            total += count;
        if (first < 0 || histogram[first] == total)
        {
            table.Fill((byte)Math.Max(first, 0));
            return;
        }

        table[..(first + 1)].Clear();
        float scale = 255f / (total - histogram[first]);
        int sum = 0;
        for (int k = first + 1; k < 256; k++)
        {
            sum += histogram[k];
            table[k] = Saturate.ToByte(sum * scale);
        }
    }

    /// <summary>Every channel by itself, which changes colours; a fourth channel (alpha) stays as it is.</summary>
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
        Histogram.PerChannel(source, shape.Channels, histograms);
        for (int c = 0; c < channels; c++)
            Table(histograms.Slice(256 * c, 256), tables.Slice(256 * c, 256));
        LookupKernel.ApplyPerChannel(source, shape, tables, destination);
    }

    /// <summary>The luma alone, the colours kept: to Y, Cr, Cb, Y equalised, and back, as with OpenCV's three calls.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels; a fourth (alpha) stays as it is.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void Luma(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        using var pooled = new Pooled<byte>(shape.Width * shape.Height);
        Span<byte> luma = pooled.Span, table = stackalloc byte[256];
        Span<int> histogram = stackalloc int[256];
        YCrCbKernel.Luma(source, shape.Channels, order, luma);
        Histogram.PerChannel(luma, 1, histogram);
        Table(histogram, table);
        LookupDriver.Run(luma, table, luma);
        YCrCbKernel.Relight(source, shape.Channels, order, luma, destination);
    }
}
