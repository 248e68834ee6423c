namespace DeepRecipes.Kernels;

/// <summary>Blur along a line, as a moving camera makes it.</summary>
public static class MotionBlurKernel
{
    /// <summary>The weights of a line through the middle of a square, each pixel's share of its length.</summary>
    /// <param name="size">Odd, 3 to 63: the line's length in pixels.</param>
    /// <param name="degrees">Direction, anticlockwise from the horizontal as seen on the screen; finite.</param>
    /// <param name="weights">size x size numbers that sum to 1, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="weights"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Weights(int size, double degrees, Span<float> weights)
    {
        Ensure.InRange(size, 3, 63);
        Ensure.Finite(degrees);
        if (size % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "size must be odd, from 3 to 63.");
        Ensure.Length(weights.Length, size * size, nameof(weights));
        weights.Clear();

        // Points along the line, eight a pixel, each shared bilinearly among its four pixels.
        double dx = Math.Cos(degrees * Math.PI / 180), dy = -Math.Sin(degrees * Math.PI / 180), half = (size - 1) / 2.0;
        int steps = (size - 1) * 8;
        for (int i = 0; i <= steps; i++)
        {
            double along = ((double)i / steps * 2 * half) - half, x = half + (dx * along), y = half + (dy * along);
            int x0 = Math.Clamp((int)Math.Floor(x), 0, size - 1), y0 = Math.Clamp((int)Math.Floor(y), 0, size - 1);
            int x1 = Math.Min(x0 + 1, size - 1), y1 = Math.Min(y0 + 1, size - 1);
            double fx = x - x0, fy = y - y0;
            weights[(y0 * size) + x0] += (float)((1 - fx) * (1 - fy));
            weights[(y0 * size) + x1] += (float)(fx * (1 - fy));
            weights[(y1 * size) + x0] += (float)((1 - fx) * fy);
            weights[(y1 * size) + x1] += (float)(fx * fy);
        }

        foreach (ref float w in weights)
            w = w < 1e-6f ? 0 : w / (steps + 1);
    }

    /// <summary>Blurs; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">Odd, 3 to 63.</param>
    /// <param name="degrees">Direction, anticlockwise from the horizontal.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int size, double degrees, Span<byte> destination)
    {
        Ensure.InRange(size, 3, 63);
        Span<float> weights = stackalloc float[size * size];
        Weights(size, degrees, weights);
        ConvolutionKernel.Apply(source, shape, weights, size, destination);
    }
}
