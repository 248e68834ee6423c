using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The tables of ITU-T T.81, Annex K.1, scaled by a quality as the Independent JPEG Group's software does it.</summary>
internal static class JpegQuantization
{
    private static ReadOnlySpan<byte> Luma =>
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static ReadOnlySpan<byte> Chroma =>
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>The 64 divisors of a quality from 1 to 100, row by row.</summary>
    public static void Steps(int quality, bool chroma, Span<int> steps)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var table = chroma ? Chroma : Luma;
        for (var i = 0; i < table.Length; i++)
            steps[i] = Math.Clamp(((table[i] * percent) + 50) / 100, 1, 255);
    }

    /// <summary>Coefficients, eight times too large, to the nearest multiple of their step (halves away from 0), now of the right size.</summary>
    public static void Apply(Span<int> block, ReadOnlySpan<int> steps)
    {
        ref int b = ref block[0];
        for (nuint i = 0; i < 64; i += 8)
        {
            Vector256<int> step = Vector256.LoadUnsafe(in steps[0], i), value = Vector256.LoadUnsafe(ref b, i);
            Vector256<int> eight = step << 3, size = Vector256.Abs(value) + (eight >> 1);
            // Exact: the numbers have fewer than 16 bits, so that no quotient of theirs is rounded up to a whole one.
            Vector256<int> count = Vector256.ConvertToInt32(Vector256.Floor(Vector256.ConvertToSingle(size) / Vector256.ConvertToSingle(eight)));
            Vector256<int> sign = value >> 31;
            ((((count * step) ^ sign) - sign)).StoreUnsafe(ref b, i);
        }
    }
}
