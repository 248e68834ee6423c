using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Bytes through tables of 256 bytes, one for every sample or one a channel. With AVX-512 VBMI a table is four registers and 64 lookups are two permutes and a blend; with AVX2
/// 16 shuffles, each of which gives zero outside its row; else one by one.
/// </summary>
internal static class LookupDriver
{
    public static void Run(ReadOnlySpan<byte> source, ReadOnlySpan<byte> table, Span<byte> destination)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        if (Avx512Vbmi.IsSupported && source.Length >= 64)
        {
            var wide = new Table512(table);
            for (; i <= source.Length - 64; i += 64)
                wide.Look(Vector512.LoadUnsafe(ref s, (nuint)i)).StoreUnsafe(ref d, (nuint)i);
        }
        else if (Avx2.IsSupported && source.Length >= 64)
        {
            i = Run256(source, table, destination);
        }

        ref byte t = ref MemoryMarshal.GetReference(table);
        for (; i < source.Length; i++)
            Unsafe.Add(ref d, i) = Unsafe.Add(ref t, Unsafe.Add(ref s, i));
    }

    /// <summary>Sample i goes through table i % channels; the tables lie one after the other.</summary>
    public static void RunPerChannel(ReadOnlySpan<byte> source, int channels, ReadOnlySpan<byte> tables, Span<byte> destination)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        if (Avx512Vbmi.IsSupported && channels >= 3)
        {
            var first = new Table512(tables);
            var second = new Table512(tables[256..]);
            var third = new Table512(tables[512..]);
            var fourth = new Table512(tables[(256 * (channels - 1))..]);
            Span<byte> masks = stackalloc byte[256];
            masks.Clear();

            // 63 samples are 21 pixels of three channels, 64 are 16 of four: the pattern is the same at every step.
            int step = 64 / channels * channels;
            for (int j = 0; j < 64; j++)
                masks[(j % channels * 64) + j] = 0xFF;
            Vector512<byte> m1 = Vector512.Create<byte>(masks[64..]), m2 = Vector512.Create<byte>(masks[128..]), m3 = Vector512.Create<byte>(masks[192..]);
            for (; i + 64 <= source.Length; i += step)
            {
                Vector512<byte> v = Vector512.LoadUnsafe(ref s, (nuint)i);
                Vector512<byte> looked = Vector512.ConditionalSelect(m2, third.Look(v), Vector512.ConditionalSelect(m1, second.Look(v), first.Look(v)));
                if (channels == 4)
                {
                    looked = Vector512.ConditionalSelect(m3, fourth.Look(v), looked);
                    looked.StoreUnsafe(ref d, (nuint)i);
                }
                else
                {
                    // The 64th sample belongs to the next step, and in place must still be read there.
                    looked.GetLower().StoreUnsafe(ref d, (nuint)i);
                    looked.GetUpper().GetLower().StoreUnsafe(ref d, (nuint)i + 32);
                    ShiftedTail(looked).StoreUnsafe(ref d, (nuint)i + 47);
                }
            }
        }

        ref byte t = ref MemoryMarshal.GetReference(tables);
        for (; i < source.Length; i += channels)
        {
            for (int c = 0; c < channels; c++)
                Unsafe.Add(ref d, i + c) = Unsafe.Add(ref t, (256 * c) + Unsafe.Add(ref s, i + c));
        }
    }

    // Samples 47 to 62: the last 16 of a step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ShiftedTail(Vector512<byte> v)
    {
        Vector128<byte> high = v.GetUpper().GetUpper(), low = v.GetUpper().GetLower();
        return Ssse3.AlignRight(high, low, 15);
    }

    private static int Run256(ReadOnlySpan<byte> source, ReadOnlySpan<byte> table, Span<byte> destination)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        ref byte t = ref MemoryMarshal.GetReference(table);
        Vector256<byte> limit = Vector256.Create((byte)0x70);
        int i = 0;
        for (; i <= source.Length - 32; i += 32)
        {
            Vector256<byte> v = Vector256.LoadUnsafe(ref s, (nuint)i), result = Vector256<byte>.Zero;
            for (int row = 0; row < 16; row++)
            {
                // In row: 0x70 to 0x7F, whose low four bits choose. Elsewhere the saturated sum has its top bit set, and the shuffle gives zero.
                Vector256<byte> at = Avx2.AddSaturate(v ^ Vector256.Create((byte)(row << 4)), limit);
                Vector128<byte> part = Vector128.LoadUnsafe(ref t, (nuint)(16 * row));
                result |= Avx2.Shuffle(Vector256.Create(part, part), at);
            }

            result.StoreUnsafe(ref d, (nuint)i);
        }

        return i;
    }

    internal readonly struct Table512(ReadOnlySpan<byte> table)
    {
        private readonly Vector512<byte> _a = Vector512.Create(table[..64]);
        private readonly Vector512<byte> _b = Vector512.Create(table[64..128]);
        private readonly Vector512<byte> _c = Vector512.Create(table[128..192]);
        private readonly Vector512<byte> _d = Vector512.Create(table[192..256]);

        // The permutes look at seven bits of the index, the blend at the eighth.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<byte> Look(Vector512<byte> v) => Vector512.ConditionalSelect(
            Vector512.LessThan(v.AsSByte(), Vector512<sbyte>.Zero).AsByte(),
            Avx512Vbmi.PermuteVar64x8x2(_c, v, _d), Avx512Vbmi.PermuteVar64x8x2(_a, v, _b));
    }
}
