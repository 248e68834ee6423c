namespace DeepRecipes.Kernels;

/// <summary>Stretches the levels between two percentiles to the whole range.</summary>
public static class ContrastStretchKernel
{
    /// <summary>The table that takes <paramref name="low"/> to 0 and <paramref name="high"/> to 255, straight between, saturated beyond; rounded.</summary>
    /// <param name="low">Finite.</param>
    /// <param name="high">Finite, greater than <paramref name="low"/>.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public static void Table(double low, double high, Span<byte> table) => Fill(low, high, table, truncate: false);

    /// <summary>The same truncated instead of rounded: scikit-image's <c>rescale_intensity</c> for bytes.</summary>
    /// <inheritdoc cref="Table"/>
    public static void TableSkImage(double low, double high, Span<byte> table) => Fill(low, high, table, truncate: true);

    /// <summary>A percentile of the levels, interpolated between the two nearest pixels, as numpy's default.</summary>
    /// <param name="histogram">256 counts, not all 0.</param>
    /// <param name="percent">0 to 100.</param>
    /// <exception cref="ArgumentException">The histogram has not 256 bins, or is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is out of its range.</exception>
    public static double Percentile(ReadOnlySpan<int> histogram, double percent)
    {
        Ensure.Length(histogram.Length, 256, nameof(histogram));
        Ensure.InRange(percent, 0, 100);
        long total = 0;
        foreach (int count in histogram)
            total += count;
        if (total == 0)
            throw new ArgumentException("histogram counts no pixel; a percentile needs one.", nameof(histogram));
        double place = percent / 100 * (total - 1);
        long below = (long)Math.Floor(place);
        int a = Level(histogram, below), b = Level(histogram, Math.Min(below + 1, total - 1));
        return a + ((b - a) * (place - below));
    }

    /// <summary>Stretches each channel between its own percentiles; a channel of one level, and a fourth channel (alpha), stay as they are.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="lowPercent">0 to 100.</param>
    /// <param name="highPercent">Greater than <paramref name="lowPercent"/>, at most 100.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a percentage is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double lowPercent, double highPercent, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.InRange(lowPercent, 0, 100);
        Ensure.InRange(highPercent, Math.BitIncrement(lowPercent), 100);
        int channels = Math.Min(shape.Channels, 3);
        Span<int> histograms = stackalloc int[256 * channels];
        Span<byte> tables = stackalloc byte[256 * channels];
        Histogram.PerChannel(source, shape.Channels, histograms);
        for (int c = 0; c < channels; c++)
        {
            double low = Percentile(histograms.Slice(256 * c, 256), lowPercent), high = Percentile(histograms.Slice(256 * c, 256), highPercent);
            if (high > low)
                Table(low, high, tables.Slice(256 * c, 256));
            else
                Table(0, 255, tables.Slice(256 * c, 256));
        }

        LookupKernel.ApplyPerChannel(source, shape, tables, destination);
    }

    private static void Fill(double low, double high, Span<byte> table, bool truncate)
    {
        Ensure.Finite(low);
        Ensure.Finite(high);
        Ensure.InRange(high, Math.BitIncrement(low), double.MaxValue);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
        {
            double value = (Math.Clamp(v, low, high) - low) / (high - low) * 255;
            table[v] = Saturate.ToByte(truncate ? Math.Floor(value) : value);
        }
    }

    private static int Level(ReadOnlySpan<int> histogram, long rank)
    {
        long sum = 0;
        for (int k = 0; k < 256; k++)
        {
            sum += histogram[k];
            if (sum > rank)
                return k;
        }

        return 255;
    }
}
