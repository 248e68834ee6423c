namespace DeepRecipes.Kernels;

/// <summary>
/// Gaussian blur of bytes, to the bit OpenCV's <c>GaussianBlur</c> with its default border (reflect 101): weights of 8 bits, both passes exact in integers,
/// one rounding at the end. A fourth channel is blurred like the others.
/// </summary>
public static class GaussianBlurKernel
{
    private const int MostSize = 255;

    /// <summary>Blurs.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">Odd, 1 to 255; 0 chooses <c>6 deviation + 1</c>, made odd.</param>
    /// <param name="deviation">Standard deviation in pixels, at most 42; 0 chooses the one that goes with the size. Not both 0.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape, size or deviation is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int size, double deviation, Span<byte> destination)
    {
        Ensure.NotInPlace(source, shape, destination);
        Ensure.InRange(deviation, 0, 42);
        if (size == 0 && deviation > 0)
            size = GaussianWeights.SizeFor(deviation);
        Ensure.InRange(size, 1, MostSize);
        if (size % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "size must be odd, from 1 to 255, or 0 where the deviation is given.");

        // Three taps are five, two of them without weight.
        int taps = Math.Max(size, 5), half = taps / 2, stride = shape.Stride;
        Span<int> weights = stackalloc int[taps], lines = stackalloc int[taps], columns = stackalloc int[taps];
        weights.Clear();
        GaussianWeights.FillFixed(deviation, weights.Slice(half - (size / 2), size));
        bool narrow = taps == 5 && GaussianWeights.Divide(weights);
        for (int k = 0; k < taps; k++)
            columns[k] = k * shape.Channels;

        // First down, straight from the image into one row of 16-bit sums, then across that row: both exact, so that the order does not matter.
        using var pooled = new Pooled<short>(stride + (2 * half * shape.Channels));
        Span<short> row = pooled.Span;
        for (int y = 0; y < shape.Height; y++)
        {
            for (int k = 0; k < taps; k++)
                lines[k] = Border.Index(y - half + k, shape.Height, BorderMode.Reflect101) * stride;
            Span<byte> result = destination.Slice(y * stride, stride);
            GaussianRows.Down(source, lines, weights, narrow ? (short)0 : short.MinValue, row.Slice(half * shape.Channels, stride));
            Mirror(row, shape.Width, half, shape.Channels);
            if (narrow)
                GaussianRows.AcrossNarrow(row, columns, weights, result);
            else
                GaussianRows.Across(row, columns, weights, result);
        }
    }

    private static void Mirror(Span<short> row, int width, int half, int channels)
    {
        for (int i = 1; i <= half; i++)
        {
            Pixel(row, half + Border.Index(-i, width, BorderMode.Reflect101), channels).CopyTo(Pixel(row, half - i, channels));
            Pixel(row, half + Border.Index(width - 1 + i, width, BorderMode.Reflect101), channels).CopyTo(Pixel(row, half + width - 1 + i, channels));
        }
    }

    private static Span<short> Pixel(Span<short> row, int at, int channels) => row.Slice(at * channels, channels);
}
