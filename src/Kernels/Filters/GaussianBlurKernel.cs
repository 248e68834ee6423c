using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Gaussian blur of bytes, to the bit OpenCV's <c>GaussianBlur</c> with its default border (reflect 101): weights of 8 bits, both passes exact in integers,
/// one rounding at the end. A fourth channel is blurred like the others.
/// </summary>
public static class GaussianBlurKernel
{
    private const int MostSize = 255;

    /// <summary>Blurs.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">Odd, 1 to 255; 0 chooses <c>6 deviation + 1</c>, made odd.</param>
    /// <param name="deviation">Standard deviation in pixels, at most 42; 0 chooses the one that goes with the size. Not both 0.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape, size or deviation is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int size, double deviation, Span<byte> destination)
    {
        Ensure.NotInPlace(source, shape, destination);
        Ensure.InRange(deviation, 0, 42);
        if (size == 0 && deviation > 0)
            size = GaussianWeights.SizeFor(deviation);
        Ensure.InRange(size, 1, MostSize);
        if (size % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "size must be odd, from 1 to 255, or 0 where the deviation is given.");

        Span<int> weights = stackalloc int[size];
        GaussianWeights.FillFixed(deviation, weights);
        int half = size / 2, stride = shape.Stride, channels = shape.Channels;

        // Horizontal rows in 8.8 fixed point, in a ring of as many as the kernel is high; a source row lies at row mod size.
        using var pooledRows = new Pooled<ushort>((size * stride) + 32);
        using var pooledPadded = new Pooled<byte>(stride + (2 * half * channels) + 64);
        Span<ushort> rows = pooledRows.Span;
        Span<byte> padded = pooledPadded.Span;
        Span<int> lines = stackalloc int[size];
        int made = -1;
        for (int y = 0; y < shape.Height; y++)
        {
            int need = Math.Min(y + half, shape.Height - 1);
            for (; made < need; made++)
            {
                PaddedRows.Fill(source.Slice((made + 1) * stride, stride), channels, half, half, BorderMode.Reflect101, padded);
                Across(padded, channels, weights, rows.Slice((made + 1) % size * stride, stride));
            }

            for (int k = 0; k < size; k++)
                lines[k] = Border.Index(y - half + k, shape.Height, BorderMode.Reflect101) % size * stride;
            Down(rows, lines, weights, destination.Slice(y * stride, stride));
        }
    }

    private static void Across(ReadOnlySpan<byte> padded, int channels, ReadOnlySpan<int> weights, Span<ushort> result)
    {
        ref byte s = ref MemoryMarshal.GetReference(padded);
        ref ushort d = ref MemoryMarshal.GetReference(result);
        int i = 0, last = weights.Length - 1;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= result.Length - 32; i += 32)
            {
                Vector512<ushort> sum = Widen512(ref s, i + (last / 2 * channels)) * (ushort)weights[last / 2];
                for (int k = 0; k < weights.Length / 2; k++)
                    sum += (Widen512(ref s, i + (k * channels)) + Widen512(ref s, i + ((last - k) * channels))) * (ushort)weights[k];
                sum.StoreUnsafe(ref d, (nuint)i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= result.Length - 16; i += 16)
            {
                Vector256<ushort> sum = Widen256(ref s, i + (last / 2 * channels)) * (ushort)weights[last / 2];
                for (int k = 0; k < weights.Length / 2; k++)
                    sum += (Widen256(ref s, i + (k * channels)) + Widen256(ref s, i + ((last - k) * channels))) * (ushort)weights[k];
                sum.StoreUnsafe(ref d, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            int sum = 0;
            for (int k = 0; k < weights.Length; k++)
                sum += Unsafe.Add(ref s, i + (k * channels)) * weights[k];
            Unsafe.Add(ref d, i) = (ushort)sum;
        }
    }

    // Weights are symmetric: rows at the same distance are added first, in 32 bits, and multiplied once.
    private static void Down(ReadOnlySpan<ushort> rows, ReadOnlySpan<int> lines, ReadOnlySpan<int> weights, Span<byte> result)
    {
        ref ushort s = ref MemoryMarshal.GetReference(rows);
        ref byte d = ref MemoryMarshal.GetReference(result);
        int i = 0, half = weights.Length / 2;
        if (Avx512BW.IsSupported)
        {
            // Pairs of rows side by side, biased to signed numbers: one instruction multiplies and adds both. The bias times 256, the weights' sum, is taken out with the rounding.
            Vector512<ushort> bias = Vector512.Create((ushort)0x8000);
            for (; i <= result.Length - 32; i += 32)
            {
                Vector512<int> low = Vector512.Create((1 << 15) + (1 << 23)), high = low;
                for (int k = 0; k < weights.Length; k += 2)
                {
                    bool pair = k + 1 < weights.Length;
                    Vector512<short> a = (Vector512.LoadUnsafe(ref s, (nuint)(lines[k] + i)) ^ bias).AsInt16();
                    Vector512<short> b = pair ? (Vector512.LoadUnsafe(ref s, (nuint)(lines[k + 1] + i)) ^ bias).AsInt16() : Vector512<short>.Zero;
                    Vector512<short> w = Vector512.Create((weights[k] & 0xFFFF) | (pair ? weights[k + 1] << 16 : 0)).AsInt16();
                    low += Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(a, b), w);
                    high += Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(a, b), w);
                }

                Vector512<short> packed = Avx512BW.PackSignedSaturate(low >> 16, high >> 16);
                Avx512BW.ConvertToVector256Byte(packed.AsUInt16()).StoreUnsafe(ref d, (nuint)i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= result.Length - 16; i += 16)
            {
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.LoadUnsafe(ref s, (nuint)(lines[half] + i)));
                low = (low * (uint)weights[half]) + Vector256.Create(1u << 15);
                high = (high * (uint)weights[half]) + Vector256.Create(1u << 15);
                for (int k = 0; k < half; k++)
                {
                    (Vector256<uint> a, Vector256<uint> b) = Vector256.Widen(Vector256.LoadUnsafe(ref s, (nuint)(lines[k] + i)));
                    (Vector256<uint> c, Vector256<uint> e) = Vector256.Widen(Vector256.LoadUnsafe(ref s, (nuint)(lines[weights.Length - 1 - k] + i)));
                    low += (a + c) * (uint)weights[k];
                    high += (b + e) * (uint)weights[k];
                }

                Vector256<ushort> words = Vector256.Narrow(low >>> 16, high >>> 16);
                Vector128.Narrow(words.GetLower(), words.GetUpper()).StoreUnsafe(ref d, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            uint sum = 1u << 15;
            for (int k = 0; k < weights.Length; k++)
                sum += (uint)(Unsafe.Add(ref s, lines[k] + i) * weights[k]);
            Unsafe.Add(ref d, i) = (byte)(sum >> 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Widen512(ref byte s, int at)
    {
        Vector256<byte> v = Vector256.LoadUnsafe(ref s, (nuint)at);
        return Avx512BW.IsSupported ? Avx512BW.ConvertToVector512UInt16(v) : Vector512.Create(Vector256.WidenLower(v), Vector256.WidenUpper(v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Widen256(ref byte s, int at)
    {
        Vector128<byte> v = Vector128.LoadUnsafe(ref s, (nuint)at);
        return Vector256.Create(Vector128.WidenLower(v), Vector128.WidenUpper(v));
    }
}
