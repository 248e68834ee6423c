namespace DeepRecipes.Kernels;

/// <summary>Moves an image by a homography: OpenCV's <c>warpPerspective</c>, places rounded to 1/32 pixel.</summary>
public static class PerspectiveWarpKernel
{
    /// <summary>Writes the moved image.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="transform">From source to target, on pixel-centre coordinates.</param>
    /// <param name="options">Target size, interpolation (nearest for masks), border.</param>
    /// <param name="destination">At least target width x height x channels; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The transform has no inverse.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, in PerspectiveTransform transform, in WarpOptions options, Span<byte> destination)
    {
        int stride = options.Guard(source, shape, destination);
        PerspectiveTransform back = transform.Invert();
        int scale = options.Interpolation == WarpInterpolation.Nearest ? 1 : WarpSampler.FractionSize;
        using var pooled = new Pooled<int>(2 * options.Width);
        Span<int> xs = pooled.Span[..options.Width], ys = pooled.Span[options.Width..];
        var sampler = new WarpSampler(source, shape, options.Border);
        for (int y = 0; y < options.Height; y++)
        {
            for (int x = 0; x < options.Width; x++)
            {
                double w = (back.M31 * x) + (back.M32 * y) + back.M33;
                w = w == 0 ? 0 : scale / w;
                xs[x] = Place(((back.M11 * x) + (back.M12 * y) + back.M13) * w);
                ys[x] = Place(((back.M21 * x) + (back.M22 * y) + back.M23) * w);
            }

            sampler.Row(options.Interpolation, xs, ys, destination.Slice(y * stride, stride));
        }
    }

    private static int Place(double value) => (int)Math.Clamp(Math.Round(value), int.MinValue / 2, int.MaxValue / 2);
}
