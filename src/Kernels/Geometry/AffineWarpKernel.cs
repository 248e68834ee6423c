using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Moves an image by an affine map: rotation by any angle, scale, shear, shift. The result is OpenCV's <c>warpAffine</c> to the bit: places in 10-bit fixed point,
/// rounded to 1/32 pixel.
/// </summary>
public static class AffineWarpKernel
{
    private const int Bits = 10;

    /// <summary>Writes the moved image.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="transform">From source to target, on pixel-centre coordinates; keypoints and boxes move by the same.</param>
    /// <param name="options">Target size, interpolation (nearest for masks), border.</param>
    /// <param name="destination">At least target width x height x channels; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The transform is flat and has no inverse.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, in AffineTransform transform, in WarpOptions options, Span<byte> destination)
    {
        int stride = options.Guard(source, shape, destination);
        AffineTransform back = transform.Invert();
        bool nearest = options.Interpolation == WarpInterpolation.Nearest;
        int shift = nearest ? Bits : Bits - WarpSampler.FractionBits;
        int half = 1 << (shift - 1);
        using var pooled = new Pooled<int>(4 * options.Width);
        Span<int> stepX = pooled.Span[..options.Width], stepY = pooled.Span.Slice(options.Width, options.Width);
        Span<int> xs = pooled.Span.Slice(2 * options.Width, options.Width), ys = pooled.Span.Slice(3 * options.Width, options.Width);
        for (int x = 0; x < options.Width; x++)
        {
            stepX[x] = Fixed(back.A * x);
            stepY[x] = Fixed(back.D * x);
        }

        var sampler = new WarpSampler(source, shape, options.Border);
        for (int y = 0; y < options.Height; y++)
        {
            ShiftedSum(stepX, Fixed((back.B * y) + back.C) + half, shift, xs);
            ShiftedSum(stepY, Fixed((back.E * y) + back.F) + half, shift, ys);
            sampler.Row(options.Interpolation, xs, ys, destination.Slice(y * stride, stride));
        }
    }

    private static int Fixed(double value) => (int)Math.Clamp(Math.Round(value * (1 << Bits)), int.MinValue / 2, int.MaxValue / 2);

    private static void ShiftedSum(ReadOnlySpan<int> steps, int start, int shift, Span<int> result)
    {
        ref int from = ref MemoryMarshal.GetReference(steps);
        ref int to = ref MemoryMarshal.GetReference(result);
        int i = 0;
        for (; i <= steps.Length - 8; i += 8)
            ((Vector256.LoadUnsafe(ref from, (nuint)i) + Vector256.Create(start)) >> shift).StoreUnsafe(ref to, (nuint)i);
        for (; i < steps.Length; i++)
            result[i] = (steps[i] + start) >> shift;
    }
}
