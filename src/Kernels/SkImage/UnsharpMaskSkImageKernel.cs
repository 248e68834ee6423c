namespace DeepRecipes.Kernels;

/// <summary>Unsharp mask as scikit-image's <c>unsharp_mask</c> defines it: <c>image + amount (image - blurred)</c> with a Gaussian cut at four deviations and a mirrored border that repeats its edge.</summary>
public static class UnsharpMaskSkImageKernel
{
    /// <summary>Every channel by itself; a fourth (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="radius">The deviation of the blur in pixels, 0.1 to 100; scikit-image's default is 1.</param>
    /// <param name="amount">-100 to 100; scikit-image's default is 1.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double radius, double amount, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.InRange(radius, 0.1, 100);
        Ensure.InRange(amount, -100, 100);
        using var room = new Pooled<double>(shape.Width * shape.Height);
        Span<double> blurred = room.Span;
        for (int c = 0; c < shape.Channels; c++)
        {
            bool alpha = c == 3;
            for (int i = c, p = 0; i < source.Length; i += shape.Channels, p++)
                blurred[p] = source[i];
            if (!alpha)
                ReflectedFilter.Gaussian(blurred, shape.Width, shape.Height, radius);
            for (int i = c, p = 0; i < source.Length; i += shape.Channels, p++)
                destination[i] = alpha ? source[i] : Saturate.ToByte(source[i] + ((source[i] - blurred[p]) * amount));
        }
    }
}
