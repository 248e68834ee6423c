using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// 32 random bits a lane to two standard normal floats a lane (Box and Muller). The upper 16 bits are the radius, 14 the angle within a quadrant, 2 the signs. Only additions,
/// multiplications, fused steps and square roots, which IEEE 754 fixes to the last bit: every width and machine gives the same floats. The polynomials are minimax, their errors about 1e-6.
/// </summary>
internal static class NormalLanes
{
    /// <summary>Normals that the two registers of <see cref="Ordered"/> give: those of 64 bytes.</summary>
    public const int Group = 64;

    /// <summary>32 words to 64 normals in their order, which is the one in which 64 bytes are widened: of 16 normals the first eight come of four words of the first register, the others of the second.</summary>
    public static void Ordered(ref uint words, ref float normals)
    {
        for (int i = 0; i < 2; i++)
        {
            Pair(Vector512.LoadUnsafe(ref words, (nuint)(16 * i)), out Vector512<float> first, out Vector512<float> second);
            ref float to = ref Unsafe.Add(ref normals, 8 * i);
            Both(first.GetLower().GetLower(), second.GetLower().GetLower(), ref to);
            Both(first.GetLower().GetUpper(), second.GetLower().GetUpper(), ref Unsafe.Add(ref to, 16));
            Both(first.GetUpper().GetLower(), second.GetUpper().GetLower(), ref Unsafe.Add(ref to, 32));
            Both(first.GetUpper().GetUpper(), second.GetUpper().GetUpper(), ref Unsafe.Add(ref to, 48));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair(Vector512<uint> bits, out Vector512<float> first, out Vector512<float> second)
    {
        // u = (k + 1/2) / 65536: sqrt(-2 ln u) is the radius; the 2 is cancelled by the 1/sqrt(2) of the turn below.
        Vector512<float> radius = Vector512.Sqrt(MinusLog65536(Vector512.ConvertToSingle((bits >>> 16).AsInt32()) + Vector512.Create(0.5f)));

        // The angle t from -pi/4 to pi/4, turned by pi/4 into the first quadrant: cos and sin of the sum are (c - s) and (c + s) over sqrt(2).
        const float unit = (float)(Math.PI / 2 / 16384);
        Vector512<float> t = Vector512.FusedMultiplyAdd(
            Vector512.ConvertToSingle(((bits >>> 2) & Vector512.Create(0x3FFFu)).AsInt32()), Vector512.Create(unit), Vector512.Create(-8191.5f * unit));
        Vector512<float> t2 = t * t;
        Vector512<float> sine = Vector512.FusedMultiplyAdd(t2, Vector512.Create(8.1529923e-3f), Vector512.Create(-1.6662834e-1f));
        sine = Vector512.FusedMultiplyAdd(t2 * t, sine, t);
        Vector512<float> cosine = Vector512.FusedMultiplyAdd(t2, Vector512.Create(-1.3597823e-3f), Vector512.Create(4.1656295e-2f));
        cosine = Vector512.FusedMultiplyAdd(t2, cosine, Vector512.Create(-4.9999895e-1f));
        cosine = Vector512.FusedMultiplyAdd(t2, cosine, Vector512<float>.One);

        Vector512<uint> sign = Vector512.Create(0x80000000u);
        first = ((radius * (cosine - sine)).AsUInt32() ^ ((bits << 31) & sign)).AsSingle();
        second = ((radius * (cosine + sine)).AsUInt32() ^ ((bits << 30) & sign)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Both(Vector128<float> first, Vector128<float> second, ref float to)
    {
        Interleave.Low(first.AsUInt32(), second.AsUInt32()).AsSingle().StoreUnsafe(ref to);
        Interleave.High(first.AsUInt32(), second.AsUInt32()).AsSingle().StoreUnsafe(ref to, 4);
    }

    // -ln(v / 65536), v = m 2^e with m from sqrt(1/2) to sqrt(2): the 16 goes off the exponent while it is a whole number, so that nothing cancels where the logarithm is small.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> MinusLog65536(Vector512<float> v)
    {
        const int rootOfHalf = 0x3F3504F3;
        Vector512<int> bits = v.AsInt32() - Vector512.Create(rootOfHalf + (16 << 23));
        Vector512<float> exponent = Vector512.ConvertToSingle(bits >> 23);
        Vector512<float> m = ((bits & Vector512.Create(0x7FFFFF)) + Vector512.Create(rootOfHalf)).AsSingle() - Vector512<float>.One;
        Vector512<float> p = Vector512.FusedMultiplyAdd(m, Vector512.Create(-1.2275129e-1f), Vector512.Create(1.8712108e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-2.0410307e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(2.4905560e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-3.3320331e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(5.0001122e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-1f));
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(-0.69314718056f), m * p);
    }
}
