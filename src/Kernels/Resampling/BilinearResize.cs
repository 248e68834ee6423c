using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Bytes to bytes in OpenCV's fixed-point arithmetic: weights of 11 bits, a horizontal pass to rows of 16-bit numbers (value x 2048 / 16), then a vertical one. The last two
/// horizontal rows are kept, so that an enlargement computes each once.
/// </summary>
internal static class BilinearResize
{
    private const int One = 2048;

    public static void Run(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination, int destinationStride, bool area = false)
    {
        int channels = shape.Channels;
        int samples = width * channels;
        using var pooledIndex = new Pooled<int>(width + height);
        using var pooledFraction = new Pooled<float>(Math.Max(width, height));
        using var pooledWeights = new Pooled<int>(width);
        // Three samples of room: the vector step stores four shorts for a pixel, whatever its channels.
        using var pooledRows = new Pooled<short>(2 * (samples + 4));
        Span<int> offset = pooledIndex.Span[..width], rowIndex = pooledIndex.Span[width..];
        Span<int> weights = pooledWeights.Span;
        Span<float> fraction = pooledFraction.Span;

        LinearAxis.FillClamped(shape.Width, width, offset, fraction, area);
        for (int x = 0; x < width; x++)
        {
            offset[x] *= channels;
            weights[x] = (Round((1f - fraction[x]) * One) & 0xFFFF) | (Round(fraction[x] * One) << 16);
        }

        LinearAxis.Fill(shape.Height, height, rowIndex, fraction, area);
        Span<short> upper = pooledRows.Span[..(samples + 4)], lower = pooledRows.Span[(samples + 4)..];
        int upperRow = -1, lowerRow = -1;
        for (int y = 0; y < height; y++)
        {
            int wantUpper = Math.Clamp(rowIndex[y], 0, shape.Height - 1);
            int wantLower = Math.Clamp(rowIndex[y] + 1, 0, shape.Height - 1);
            if (wantUpper == lowerRow)
            {
                Span<short> swap = upper;
                upper = lower;
                lower = swap;
                (upperRow, lowerRow) = (lowerRow, upperRow);
            }

            if (wantUpper != upperRow)
                Horizontal(source[(wantUpper * shape.Stride)..], channels, offset, weights, upper);
            upperRow = wantUpper;
            if (wantLower != lowerRow)
            {
                if (wantLower == upperRow)
                    upper.CopyTo(lower);
                else
                    Horizontal(source[(wantLower * shape.Stride)..], channels, offset, weights, lower);
            }

            lowerRow = wantLower;
            Vertical(upper, lower, (short)Round((1f - fraction[y]) * One), (short)Round(fraction[y] * One), destination.Slice(y * destinationStride, samples));
        }
    }

    private static int Round(float value) => (int)MathF.Round(value);

    private static void Horizontal(ReadOnlySpan<byte> row, int channels, ReadOnlySpan<int> offset, ReadOnlySpan<int> weights, Span<short> result)
    {
        ref byte s = ref MemoryMarshal.GetReference(row);
        ref short d = ref MemoryMarshal.GetReference(result);
        int x = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            // A pixel and its right neighbour lie in 8 bytes; the shuffle pairs their channels as 16-bit numbers (0x80 gives the zero upper byte).
            Vector128<byte> pair = channels switch
            {
                1 => Vector128.Create((byte)0, 0x80, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
                2 => Vector128.Create((byte)0, 0x80, 2, 0x80, 1, 0x80, 3, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
                3 => Vector128.Create((byte)0, 0x80, 3, 0x80, 1, 0x80, 4, 0x80, 2, 0x80, 5, 0x80, 0x80, 0x80, 0x80, 0x80),
                _ => Vector128.Create((byte)0, 0x80, 4, 0x80, 1, 0x80, 5, 0x80, 2, 0x80, 6, 0x80, 3, 0x80, 7, 0x80),
            };
            int last = row.Length - 8;
            for (; x < offset.Length && offset[x] <= last; x++)
            {
                Vector128<byte> both = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref s, offset[x]))).AsByte();
                Vector128<short> taps = Vector128.ShuffleNative(both, pair).AsInt16();
                Vector128<int> sum = MultiplyAdd.Adjacent(taps, Vector128.Create(weights[x]).AsInt16()) >> 4;
                Vector128<short> packed = Vector128.Narrow(sum, sum);
                packed.GetLower().StoreUnsafe(ref d, (nuint)(x * channels));
            }
        }

        for (; x < offset.Length; x++)
        {
            int left = (short)weights[x], right = weights[x] >> 16;
            for (int c = 0; c < channels; c++)
            {
                int at = offset[x] + c;
                // The right neighbour of the last pixel does not exist; its weight is 0.
                int beside = right == 0 ? 0 : row[at + channels];
                Unsafe.Add(ref d, (x * channels) + c) = (short)(((row[at] * left) + (beside * right)) >> 4);
            }
        }
    }

    private static void Vertical(ReadOnlySpan<short> upper, ReadOnlySpan<short> lower, short upperWeight, short lowerWeight, Span<byte> result)
    {
        ref short u = ref MemoryMarshal.GetReference(upper);
        ref short l = ref MemoryMarshal.GetReference(lower);
        ref byte d = ref MemoryMarshal.GetReference(result);
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<short> wu = Vector256.Create(upperWeight), wl = Vector256.Create(lowerWeight), two = Vector256.Create((short)2);
            for (; i <= result.Length - 16; i += 16)
            {
                // The two products sum to at most 1020, so the shifted sum is a byte without saturation.
                Vector256<short> sum = (MultiplyAdd.High(Vector256.LoadUnsafe(ref u, (nuint)i), wu) + MultiplyAdd.High(Vector256.LoadUnsafe(ref l, (nuint)i), wl) + two) >> 2;
                Vector128.Narrow(sum.GetLower().AsUInt16(), sum.GetUpper().AsUInt16()).StoreUnsafe(ref d, (nuint)i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Vector128<short> wu = Vector128.Create(upperWeight), wl = Vector128.Create(lowerWeight), two = Vector128.Create((short)2);
            for (; i <= result.Length - 16; i += 16)
            {
                Vector128<short> a = (MultiplyAdd.High(Vector128.LoadUnsafe(ref u, (nuint)i), wu) + MultiplyAdd.High(Vector128.LoadUnsafe(ref l, (nuint)i), wl) + two) >> 2;
                Vector128<short> b = (MultiplyAdd.High(Vector128.LoadUnsafe(ref u, (nuint)i + 8), wu) + MultiplyAdd.High(Vector128.LoadUnsafe(ref l, (nuint)i + 8), wl) + two) >> 2;
                Vector128.Narrow(a.AsUInt16(), b.AsUInt16()).StoreUnsafe(ref d, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
            Unsafe.Add(ref d, i) = (byte)((((Unsafe.Add(ref u, i) * upperWeight) >> 16) + ((Unsafe.Add(ref l, i) * lowerWeight) >> 16) + 2) >> 2);
    }
}
