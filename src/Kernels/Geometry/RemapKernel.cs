namespace DeepRecipes.Kernels;

/// <summary>
/// Reads each target pixel at its own place of the source: OpenCV's <c>remap</c>, places rounded to 1/32 pixel. Elastic and grid distortions are maps for it.
/// </summary>
public static class RemapKernel
{
    /// <summary>Writes the remapped image.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="mapX">For each target pixel the source column, pixel-centre coordinates.</param>
    /// <param name="mapY">For each target pixel the source row.</param>
    /// <param name="options">Target size, interpolation (nearest for masks), border.</param>
    /// <param name="destination">At least target width x height x channels; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    public static void Apply(
        ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<float> mapX, ReadOnlySpan<float> mapY, in WarpOptions options, Span<byte> destination)
    {
        int stride = options.Guard(source, shape, destination);
        Ensure.Length(mapX.Length, options.Width * options.Height, nameof(mapX));
        Ensure.Length(mapY.Length, options.Width * options.Height, nameof(mapY));
        int scale = options.Interpolation == WarpInterpolation.Nearest ? 1 : WarpSampler.FractionSize;
        using var pooled = new Pooled<int>(2 * options.Width);
        Span<int> xs = pooled.Span[..options.Width], ys = pooled.Span[options.Width..];
        var sampler = new WarpSampler(source, shape, options.Border);
        for (int y = 0; y < options.Height; y++)
        {
            for (int x = 0; x < options.Width; x++)
            {
                xs[x] = Place(mapX[(y * options.Width) + x] * scale);
                ys[x] = Place(mapY[(y * options.Width) + x] * scale);
            }

            sampler.Row(options.Interpolation, xs, ys, destination.Slice(y * stride, stride));
        }
    }

    private static int Place(float value) => (int)Math.Clamp(MathF.Round(value), int.MinValue / 2, int.MaxValue / 2);
}
