namespace DeepRecipes.Kernels;

/// <summary>The mean over a square, OpenCV's <c>blur</c> with its default border (reflect 101), by running sums: the cost does not depend on the size.</summary>
public static class BoxBlurKernel
{
    /// <summary>Blurs.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">1 to 255; an even square reaches one pixel further up and to the left.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or size is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int size, Span<byte> destination) =>
        Apply(source, shape, size, BorderMode.Reflect101, destination);

    internal static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int size, BorderMode border, Span<byte> destination)
    {
        Ensure.NotInPlace(source, shape, destination);
        Ensure.InRange(size, 1, 255);
        int before = size / 2, after = size - 1 - before, stride = shape.Stride, channels = shape.Channels, area = size * size;
        using var pooledRows = new Pooled<int>((size + 1) * stride);
        using var pooledPadded = new Pooled<byte>(stride + (size * channels));
        Span<int> sums = pooledRows.Span[..stride], rows = pooledRows.Span[stride..];
        sums.Clear();

        // Row y - before - 1 leaves the sum, row y + after enters it; a ring keeps the horizontal sums of the rows between.
        for (int y = -size + 1; y < shape.Height; y++)
        {
            Span<int> slot = rows.Slice((y + size) % size * stride, stride);
            if (y > 0)
            {
                for (int i = 0; i < stride; i++)
                    sums[i] -= slot[i];
            }

            int line = Border.Index(y + after, shape.Height, border);
            PaddedRows.Fill(source.Slice(line * stride, stride), channels, before, after, border, pooledPadded.Span);
            Across(pooledPadded.Span, channels, size, slot);
            for (int i = 0; i < stride; i++)
                sums[i] += slot[i];
            if (y >= 0)
                Divide(sums, area, destination.Slice(y * stride, stride));
        }
    }

    private static void Across(ReadOnlySpan<byte> padded, int channels, int size, Span<int> result)
    {
        for (int c = 0; c < channels; c++)
        {
            int sum = 0;
            for (int k = 0; k < size - 1; k++)
                sum += padded[(k * channels) + c];
            for (int i = c; i < result.Length; i += channels)
            {
                sum += padded[i + ((size - 1) * channels)];
                result[i] = sum;
                sum -= padded[i];
            }
        }
    }

    // Up to 256 pixels OpenCV divides by a 23-bit reciprocal, halves up; beyond in floats, halves to even.
    private static void Divide(ReadOnlySpan<int> sums, int area, Span<byte> result)
    {
        if (area > 256)
        {
            float scale = (float)(1.0 / area);
            for (int i = 0; i < result.Length; i++)
                result[i] = Saturate.ToByte(sums[i] * scale);
            return;
        }

        double exact = (1 << 23) / (double)area;
        int factor = (int)Math.Floor(exact), half = area / 2;
        if (exact - factor < 0.5)
            half++;
        else
            factor++;
        for (int i = 0; i < result.Length; i++)
            result[i] = (byte)((uint)((sums[i] + half) * factor) >> 23);
    }
}
