using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// The two passes of a Gaussian of five taps or more over a row of samples, exact to the one rounding at the end. Weights are symmetric: taps at the same distance are added first and multiplied once. A last
/// step that would reach beyond the row starts earlier instead, and writes some sums a second time.
/// </summary>
internal static class GaussianRows
{
    private const int Lanes = 32;

    /// <summary>Sums of bytes at the offsets; as the weights sum to 256 at most they fit in 16 bits, and less half of that range in signed ones.</summary>
    public static void Down(ReadOnlySpan<byte> source, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, short less, Span<short> result)
    {
        if (!Vector128.IsHardwareAccelerated || result.Length < Lanes)
            DownScalar(source, offsets, weights, less, result);
        else if (weights.Length == 5)
            DownFive(source, offsets, weights, less, result);
        else
            DownAny(source, offsets, weights, less, result);
    }

    /// <summary>Sums of 16-bit numbers at the offsets, rounded to bytes, where both passes' five weights sum to 16: they fit in 16 bits.</summary>
    public static void AcrossNarrow(ReadOnlySpan<short> row, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, Span<byte> result)
    {
        if (!Vector128.IsHardwareAccelerated || result.Length < Lanes)
        {
            AcrossScalar(row, offsets, weights, 128, 8, result);
            return;
        }

        ref short s = ref MemoryMarshal.GetReference(row);
        ref short a = ref Unsafe.Add(ref s, offsets[0]), b = ref Unsafe.Add(ref s, offsets[1]), c = ref Unsafe.Add(ref s, offsets[2]), e = ref Unsafe.Add(ref s, offsets[3]), f = ref Unsafe.Add(ref s, offsets[4]);
        ref byte d = ref MemoryMarshal.GetReference(result);
        Vector512<short> w0 = Vector512.Create((short)weights[0]), w1 = Vector512.Create((short)weights[1]), w2 = Vector512.Create((short)weights[2]), half = Vector512.Create((short)128);
        for (int i = 0; i < result.Length; i += Lanes)
        {
            int at = Math.Min(i, result.Length - Lanes);
            Vector512<short> sum = ((Load(ref a, at) + Load(ref f, at)) * w0) + ((Load(ref b, at) + Load(ref e, at)) * w1) + (Load(ref c, at) * w2) + half;
            ToBytes(sum.AsUInt16() >>> 8).StoreUnsafe(ref d, (nuint)at);
        }
    }

    /// <summary>The same where the weights sum to 256 and 2^15 was taken off.</summary>
    public static void Across(ReadOnlySpan<short> row, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, Span<byte> result)
    {
        // What was taken off, times the weights' sum, comes back with the rounding's half.
        const int back = (1 << 23) + (1 << 15);
        ref short s = ref MemoryMarshal.GetReference(row);
        ref byte d = ref MemoryMarshal.GetReference(result);
        if (!Vector128.IsHardwareAccelerated || result.Length < Lanes)
        {
            AcrossScalar(row, offsets, weights, back, 16, result);
        }
        else if (Avx512BW.IsSupported)
        {
            // Pairs of taps side by side: one instruction multiplies and adds both. The last tap's partner has no weight.
            for (int i = 0; i < result.Length; i += Lanes)
            {
                int at = Math.Min(i, result.Length - Lanes);
                Vector512<short> a = Load(ref s, offsets[^1] + at), w = Vector512.Create(weights[^1]).AsInt16();
                Vector512<int> low = Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(a, Vector512<short>.Zero), w) + Vector512.Create(back);
                Vector512<int> high = Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(a, Vector512<short>.Zero), w) + Vector512.Create(back);
                for (int k = 0; k < weights.Length - 1; k += 2)
                {
                    a = Load(ref s, offsets[k] + at);
                    Vector512<short> b = Load(ref s, offsets[k + 1] + at);
                    w = Vector512.Create(weights[k] | (weights[k + 1] << 16)).AsInt16();
                    low += Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(a, b), w);
                    high += Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(a, b), w);
                }

                ToBytes(Avx512BW.PackSignedSaturate(low >> 16, high >> 16).AsUInt16()).StoreUnsafe(ref d, (nuint)at);
            }
        }
        else
        {
            int half = weights.Length / 2;
            for (int i = 0; i < result.Length; i += Vector256<short>.Count)
            {
                int at = Math.Min(i, result.Length - Vector256<short>.Count);
                (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.LoadUnsafe(ref s, (nuint)(offsets[half] + at)));
                low = (low * weights[half]) + Vector256.Create(back);
                high = (high * weights[half]) + Vector256.Create(back);
                for (int k = 0; k < half; k++)
                {
                    (Vector256<int> a, Vector256<int> b) = Vector256.Widen(Vector256.LoadUnsafe(ref s, (nuint)(offsets[k] + at)));
                    (Vector256<int> c, Vector256<int> e) = Vector256.Widen(Vector256.LoadUnsafe(ref s, (nuint)(offsets[weights.Length - 1 - k] + at)));
                    low += (a + c) * weights[k];
                    high += (b + e) * weights[k];
                }

                Vector256<short> words = Vector256.Narrow(low >> 16, high >> 16);
                Vector128.Narrow(words.GetLower().AsUInt16(), words.GetUpper().AsUInt16()).StoreUnsafe(ref d, (nuint)at);
            }
        }
    }

    private static void DownFive(ReadOnlySpan<byte> source, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, short less, Span<short> result)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte a = ref Unsafe.Add(ref s, offsets[0]), b = ref Unsafe.Add(ref s, offsets[1]), c = ref Unsafe.Add(ref s, offsets[2]), e = ref Unsafe.Add(ref s, offsets[3]), f = ref Unsafe.Add(ref s, offsets[4]);
        ref short d = ref MemoryMarshal.GetReference(result);
        Vector512<short> w0 = Vector512.Create((short)weights[0]), w1 = Vector512.Create((short)weights[1]), w2 = Vector512.Create((short)weights[2]), off = Vector512.Create(less);
        for (int i = 0; i < result.Length; i += Lanes)
        {
            int at = Math.Min(i, result.Length - Lanes);
            Vector512<short> sum = ((Widen(ref a, at) + Widen(ref f, at)) * w0) + ((Widen(ref b, at) + Widen(ref e, at)) * w1) + (Widen(ref c, at) * w2);
            (sum - off).StoreUnsafe(ref d, (nuint)at);
        }
    }

    private static void DownAny(ReadOnlySpan<byte> source, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, short less, Span<short> result)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref short d = ref MemoryMarshal.GetReference(result);
        int half = weights.Length / 2;
        Vector512<short> off = Vector512.Create(less);
        for (int i = 0; i < result.Length; i += Lanes)
        {
            int at = Math.Min(i, result.Length - Lanes);
            Vector512<short> sum = (Widen(ref s, offsets[half] + at) * (short)weights[half]) - off;
            for (int k = 0; k < half; k++)
                sum += (Widen(ref s, offsets[k] + at) + Widen(ref s, offsets[weights.Length - 1 - k] + at)) * (short)weights[k];
            sum.StoreUnsafe(ref d, (nuint)at);
        }
    }

    private static void DownScalar(ReadOnlySpan<byte> source, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, short less, Span<short> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            int sum = -less;
            for (int k = 0; k < weights.Length; k++)
                sum += source[offsets[k] + i] * weights[k];
            result[i] = (short)sum;
        }
    }

    private static void AcrossScalar(ReadOnlySpan<short> row, ReadOnlySpan<int> offsets, ReadOnlySpan<int> weights, int back, int shift, Span<byte> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            int sum = back;
            for (int k = 0; k < weights.Length; k++)
                sum += row[offsets[k] + i] * weights[k];
            result[i] = (byte)(sum >> shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Load(ref short s, int at) => Vector512.LoadUnsafe(ref s, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Widen(ref byte s, int at)
    {
        Vector256<byte> v = Vector256.LoadUnsafe(ref s, (nuint)at);
        return (Avx512BW.IsSupported ? Avx512BW.ConvertToVector512UInt16(v) : Vector512.Create(Vector256.WidenLower(v), Vector256.WidenUpper(v))).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> ToBytes(Vector512<ushort> v) =>
        Avx512BW.IsSupported ? Avx512BW.ConvertToVector256Byte(v) : Vector256.Narrow(v.GetLower(), v.GetUpper());
}
