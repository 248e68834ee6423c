using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Correlates an image with any small kernel of weights, OpenCV's <c>filter2D</c> with its default border (reflect 101) and its anchor in the middle; rounded and saturated. A
/// fourth channel (alpha) stays as it is. The weights that are 0 cost nothing.
/// </summary>
public static class ConvolutionKernel
{
    /// <summary>Filters.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="weights">Row by row, <c>width x height</c> finite numbers.</param>
    /// <param name="width">Columns of the kernel, 1 to 63.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or the kernel's size is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<float> weights, int width, Span<byte> destination)
    {
        Ensure.NotInPlace(source, shape, destination);
        Ensure.InRange(width, 1, 63);
        int height = weights.Length / width;
        Ensure.InRange(height, 1, 63, "weights' rows");
        Ensure.Length(weights.Length, width * height, nameof(weights));
        int left = width / 2, top = height / 2, stride = shape.Stride, paddedStride = stride + (width * shape.Channels);
        using var pooledRows = new Pooled<byte>((height * paddedStride) + 64);
        using var pooledTaps = new Pooled<int>(weights.Length);
        Span<byte> rows = pooledRows.Span;
        int made = -1;
        for (int y = 0; y < shape.Height; y++)
        {
            for (; made < Math.Min(y + height - 1 - top, shape.Height - 1); made++)
            {
                Span<byte> slot = rows[((made + 1) % height * paddedStride)..];
                PaddedRows.Fill(source.Slice((made + 1) * stride, stride), shape.Channels, left, width - 1 - left, BorderMode.Reflect101, slot);
            }

            for (int k = 0; k < weights.Length; k++)
                pooledTaps.Span[k] = (Border.Index(y - top + (k / width), shape.Height, BorderMode.Reflect101) % height * paddedStride) + (k % width * shape.Channels);
            Row(rows, pooledTaps.Span, weights, destination.Slice(y * stride, stride));
            if (shape.Channels == 4)
                Alpha.Copy(source.Slice(y * stride, stride), destination.Slice(y * stride, stride));
        }
    }

    private static void Row(ReadOnlySpan<byte> rows, ReadOnlySpan<int> taps, ReadOnlySpan<float> weights, Span<byte> result)
    {
        ref byte s = ref MemoryMarshal.GetReference(rows);
        ref byte d = ref MemoryMarshal.GetReference(result);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= result.Length - 16; i += 16)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int k = 0; k < taps.Length; k++)
                {
                    if (weights[k] != 0)
                        sum += ByteLanes.ToSingle512(Vector128.LoadUnsafe(ref s, (nuint)(taps[k] + i))) * weights[k];
                }

                Saturate.ToBytes(sum).StoreUnsafe(ref d, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            float sum = 0;
            for (int k = 0; k < taps.Length; k++)
            {
                if (weights[k] != 0)
                    sum += Unsafe.Add(ref s, taps[k] + i) * weights[k];
            }

            Unsafe.Add(ref d, i) = Saturate.ToByte(sum);
        }
    }
}
