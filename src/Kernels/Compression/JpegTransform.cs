using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// The discrete cosine transform of 8 x 8 blocks and its inverse: the flow graph of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 11 multiplications, in 13-bit fixed point with two more bits
/// kept between the passes. With these widths it gives the integers of the Independent JPEG Group's accurate integer method. A pass works on 8 columns at once; rows are columns of the transpose.
/// </summary>
internal static class JpegTransform
{
    private const int Bits = 13, Kept = 2;

    // cos and sin of multiples of pi / 16 in the graph's combinations, times 2^13.
    private const int C0298 = 2446, C0390 = 3196, C0541 = 4433, C0765 = 6270, C0899 = 7373, C1175 = 9633, C1501 = 12299, C1847 = 15137, C1961 = 16069, C2053 = 16819, C2562 = 20995, C3072 = 25172;

    /// <summary>Samples around 0 to coefficients, eight times as large as those of the standard.</summary>
    public static void Forward(Span<int> block)
    {
        Span<int> turned = stackalloc int[64];
        Turn(block, turned);
        ForwardColumns(turned, Bits - Kept);
        Turn(turned, block);
        ForwardColumns(block, Bits + Kept);
    }

    /// <summary>Coefficients to samples around 0.</summary>
    public static void Inverse(Span<int> block)
    {
        Span<int> turned = stackalloc int[64];
        InverseColumns(block, Bits - Kept);
        Turn(block, turned);
        InverseColumns(turned, Bits + Kept + 3);
        Turn(turned, block);
    }

    private static void ForwardColumns(Span<int> block, int shift)
    {
        ref int b = ref block[0];
        Vector256<int> x0 = Row(ref b, 0), x1 = Row(ref b, 1), x2 = Row(ref b, 2), x3 = Row(ref b, 3), x4 = Row(ref b, 4), x5 = Row(ref b, 5), x6 = Row(ref b, 6), x7 = Row(ref b, 7);
        Vector256<int> s0 = x0 + x7, s1 = x1 + x6, s2 = x2 + x5, s3 = x3 + x4;
        Vector256<int> even0 = s0 + s3, even1 = s1 + s2, even2 = s1 - s2, even3 = s0 - s3;
        Store(ref b, 0, (even0 + even1) << Bits, shift);
        Store(ref b, 4, (even0 - even1) << Bits, shift);
        Vector256<int> shared = (even2 + even3) * C0541;
        Store(ref b, 2, shared + (even3 * C0765), shift);
        Store(ref b, 6, shared - (even2 * C1847), shift);
        var (y7, y5, y3, y1) = Odd(x3 - x4, x2 - x5, x1 - x6, x0 - x7);
        Store(ref b, 7, y7, shift);
        Store(ref b, 5, y5, shift);
        Store(ref b, 3, y3, shift);
        Store(ref b, 1, y1, shift);
    }

    private static void InverseColumns(Span<int> block, int shift)
    {
        ref int b = ref block[0];
        Vector256<int> x0 = Row(ref b, 0), x2 = Row(ref b, 2), x4 = Row(ref b, 4), x6 = Row(ref b, 6);
        Vector256<int> shared = (x2 + x6) * C0541;
        Vector256<int> turn0 = shared - (x6 * C1847), turn1 = shared + (x2 * C0765);
        Vector256<int> sum = (x0 + x4) << Bits, difference = (x0 - x4) << Bits;
        Vector256<int> even0 = sum + turn1, even1 = difference + turn0, even2 = difference - turn0, even3 = sum - turn1;
        var (odd3, odd2, odd1, odd0) = Odd(Row(ref b, 7), Row(ref b, 5), Row(ref b, 3), Row(ref b, 1));
        Store(ref b, 0, even0 + odd0, shift);
        Store(ref b, 7, even0 - odd0, shift);
        Store(ref b, 1, even1 + odd1, shift);
        Store(ref b, 6, even1 - odd1, shift);
        Store(ref b, 2, even2 + odd2, shift);
        Store(ref b, 5, even2 - odd2, shift);
        Store(ref b, 3, even3 + odd3, shift);
        Store(ref b, 4, even3 - odd3, shift);
    }

    // The odd half of the graph is its own transpose, and so serves both ways.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> A, Vector256<int> B, Vector256<int> C, Vector256<int> D) Odd(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        Vector256<int> ac = a + c, bd = b + d, all = (ac + bd) * C1175;
        Vector256<int> ad = (a + d) * -C0899, bc = (b + c) * -C2562;
        ac = (ac * -C1961) + all;
        bd = (bd * -C0390) + all;
        return ((a * C0298) + ad + ac, (b * C2053) + bc + bd, (c * C3072) + bc + ac, (d * C1501) + ad + bd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ref int block, nuint row) => Vector256.LoadUnsafe(ref block, 8 * row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref int block, nuint row, Vector256<int> value, int shift) =>
        ((value + Vector256.Create(1 << (shift - 1))) >> shift).StoreUnsafe(ref block, 8 * row);

    private static void Turn(Span<int> from, Span<int> to) =>
        PixelTranspose.Run(ref MemoryMarshal.AsBytes(from)[0], 32, ref MemoryMarshal.AsBytes(to)[0], 32, 8, 8, sizeof(int));
}
