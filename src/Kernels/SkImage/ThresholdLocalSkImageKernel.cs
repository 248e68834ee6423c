namespace DeepRecipes.Kernels;

/// <summary>
/// Black and white by scikit-image's <c>image &gt; threshold_local(image, ...)</c>. Unlike OpenCV's adaptive threshold it keeps the threshold's fraction, mirrors the border with its edge repeated,
/// and takes a Gaussian whose deviation is a sixth of the side less one.
/// </summary>
public static class ThresholdLocalSkImageKernel
{
    /// <summary>Thresholds one channel.</summary>
    /// <param name="source">Bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">One channel.</param>
    /// <param name="method">Mean, or Gaussian mean.</param>
    /// <param name="size">The side of the neighbourhood, odd, 3 to 255.</param>
    /// <param name="offset">Subtracted from the mean, -255 to 255.</param>
    /// <param name="destination">255 where the source is above its threshold, else 0; at least as long, may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, AdaptiveThresholdMethod method, int size, double offset, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.InRange(shape.Channels, 1, 1, "shape.Channels");
        Ensure.InRange((int)method, 0, (int)AdaptiveThresholdMethod.Gaussian, nameof(method));
        Ensure.InRange(size, 3, 255);
        Ensure.InRange(size % 2, 1, 1, "size % 2");
        Ensure.InRange(offset, -255, 255);
        using var room = new Pooled<double>(source.Length);
        Span<double> threshold = room.Span;
        for (int i = 0; i < source.Length; i++)
            threshold[i] = source[i];
        double scale = 1;
        if (method == AdaptiveThresholdMethod.Gaussian)
        {
            ReflectedFilter.Gaussian(threshold, shape.Width, shape.Height, (size - 1) / 6.0);
        }
        else
        {
            ReflectedFilter.Sum(threshold, shape.Width, shape.Height, size);
            scale = (double)size * size;
        }

        for (int i = 0; i < source.Length; i++)
            destination[i] = (source[i] + offset) * scale > threshold[i] ? (byte)255 : (byte)0;
    }
}
