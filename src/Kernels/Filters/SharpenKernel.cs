namespace DeepRecipes.Kernels;

/// <summary>Makes edges steeper. A fourth channel (alpha) stays as it is.</summary>
public static class SharpenKernel
{
    /// <summary>Subtracts the Laplacian times a strength: OpenCV's <c>filter2D</c> with (0 -s 0 | -s 1+4s -s | 0 -s 0), or its form with eight neighbours. Signed until the last step, so that nothing clips on the way.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="strength">Finite, at least 0; 1 is the classic kernel.</param>
    /// <param name="eightNeighbours">Diagonal neighbours count too.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or strength is out of its range.</exception>
    public static void Laplacian(ReadOnlySpan<byte> source, ImageShape shape, double strength, bool eightNeighbours, Span<byte> destination)
    {
        Ensure.InRange(strength, 0, double.MaxValue);
        float s = (float)strength, corner = eightNeighbours ? -s : 0, middle = 1 + (s * (eightNeighbours ? 8 : 4));
        ConvolutionKernel.Apply(source, shape, [corner, -s, corner, -s, middle, -s, corner, -s, corner], 3, destination);
    }

    /// <summary>Unsharp mask: <c>(1 + amount) image - amount blurred</c>, rounded and saturated: what OpenCV's <c>GaussianBlur</c> and <c>addWeighted</c> give together.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">Of the blur; see <see cref="GaussianBlurKernel"/>.</param>
    /// <param name="deviation">Of the blur.</param>
    /// <param name="amount">Finite, at least 0.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Unsharp(ReadOnlySpan<byte> source, ImageShape shape, int size, double deviation, double amount, Span<byte> destination)
    {
        Ensure.InRange(amount, 0, double.MaxValue);
        GaussianBlurKernel.Apply(source, shape, size, deviation, destination);
        WeightedSum.Run(source, (float)(1 + amount), destination[..source.Length], (float)-amount, destination);
        if (shape.Channels == 4)
            Alpha.Copy(source, destination[..source.Length]);
    }
}
