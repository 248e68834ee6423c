namespace DeepRecipes.Kernels;

/// <summary>What a pixel is compared with.</summary>
public enum AdaptiveThresholdMethod
{
    /// <summary>The mean of its neighbourhood.</summary>
    Mean,

    /// <summary>The Gaussian mean, whose deviation goes with the size.</summary>
    Gaussian,
}

/// <summary>Options of a local threshold.</summary>
/// <param name="Method">What a pixel is compared with.</param>
/// <param name="Size">Side of the neighbourhood, odd, 3 to 255.</param>
/// <param name="Offset">Subtracted from the mean; finite.</param>
/// <param name="MaxValue">What pixels above the threshold get; the others get 0.</param>
/// <param name="Inverse">The other way round.</param>
public readonly record struct AdaptiveThresholdOptions(AdaptiveThresholdMethod Method, int Size, double Offset, byte MaxValue = 255, bool Inverse = false);

/// <summary>A threshold from each pixel's neighbourhood, for documents and uneven light: OpenCV's <c>adaptiveThreshold</c> (border: replicate), with its rounding of the offset: up for the plain form, down for the inverse one.</summary>
public static class AdaptiveThresholdKernel
{
    /// <summary>Thresholds one grey channel.</summary>
    /// <param name="source">Grey bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">One channel.</param>
    /// <param name="options">Method, size, offset.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, AdaptiveThresholdOptions options, Span<byte> destination)
    {
        Ensure.NotInPlace(source, shape, destination);
        if (shape.Channels != 1)
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "shape must have 1 channel.");
        Ensure.InRange(options.Size, 3, 255, "options.Size");
        if (options.Size % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(options), options.Size, "options.Size must be odd, from 3 to 255.");
        Ensure.Finite(options.Offset, "options.Offset");
        Span<byte> mean = destination[..source.Length];
        if (options.Method == AdaptiveThresholdMethod.Mean)
            BoxBlurKernel.Apply(source, shape, options.Size, BorderMode.Replicate, mean);
        else
            GaussianMean(source, shape, options.Size, mean);
        int offset = (int)Math.Clamp(options.Inverse ? Math.Floor(options.Offset) : Math.Ceiling(options.Offset), -1000, 1000);
        byte above = options.Inverse ? (byte)0 : options.MaxValue, below = options.Inverse ? options.MaxValue : (byte)0;
        for (int i = 0; i < mean.Length; i++)
            mean[i] = source[i] - mean[i] > -offset ? above : below;
    }

    // In floats with float weights, rounded to bytes at the end: OpenCV's way here, not its fixed-point blur of bytes.
    private static void GaussianMean(ReadOnlySpan<byte> source, ImageShape shape, int size, Span<byte> mean)
    {
        int half = size / 2, width = shape.Width;
        Span<double> exact = stackalloc double[size];
        GaussianWeights.Fill(0, exact);
        using var pooledAcross = new Pooled<float>(source.Length);
        using var pooledPadded = new Pooled<byte>(width + size);
        Span<float> across = pooledAcross.Span;
        for (int y = 0; y < shape.Height; y++)
        {
            PaddedRows.Fill(source.Slice(y * width, width), 1, half, half, BorderMode.Replicate, pooledPadded.Span);
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                for (int k = 0; k < size; k++)
                    sum += pooledPadded.Span[x + k] * (float)exact[k];
                across[(y * width) + x] = sum;
            }
        }

        for (int y = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                for (int k = 0; k < size; k++)
                    sum += across[(Math.Clamp(y - half + k, 0, shape.Height - 1) * width) + x] * (float)exact[k];
                mean[(y * width) + x] = Saturate.ToByte(sum);
            }
        }
    }
}
