using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// 32 random bits a lane to two standard normal floats a lane (Box and Muller). The upper 16 bits are the radius, 14 the angle within a quadrant, 2 the signs. Only additions,
/// multiplications, fused steps and square roots, which IEEE 754 fixes to the last bit: every width and machine gives the same floats.
/// </summary>
internal static class NormalLanes
{
    /// <summary>Normals that 16 Philox blocks give: 4 words x 16 lanes x 2.</summary>
    public const int Group = 128;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair(Vector512<uint> bits, out Vector512<float> first, out Vector512<float> second)
    {
        // u in (0, 1): sqrt(-2 ln u) is the radius; the 2 is cancelled by the 1/sqrt(2) of the turn below.
        Vector512<float> u = (Vector512.ConvertToSingle((bits >>> 16).AsInt32()) + Vector512.Create(0.5f)) * Vector512.Create(1f / 65536);
        Vector512<float> radius = Vector512.Sqrt(-Log(u));

        // The angle t from -pi/4 to pi/4, turned by pi/4 into the first quadrant: cos and sin of the sum are (c - s) and (c + s) over sqrt(2).
        Vector512<float> t = (Vector512.ConvertToSingle(((bits >>> 2) & Vector512.Create(0x3FFFu)).AsInt32()) - Vector512.Create(8191.5f))
            * Vector512.Create((float)(Math.PI / 2 / 16384));
        Vector512<float> t2 = t * t;
        Vector512<float> sine = Vector512.FusedMultiplyAdd(t2, Vector512.Create(-1f / 5040), Vector512.Create(1f / 120));
        sine = Vector512.FusedMultiplyAdd(t2, sine, Vector512.Create(-1f / 6));
        sine = Vector512.FusedMultiplyAdd(t2 * t, sine, t);
        Vector512<float> cosine = Vector512.FusedMultiplyAdd(t2, Vector512.Create(1f / 40320), Vector512.Create(-1f / 720));
        cosine = Vector512.FusedMultiplyAdd(t2, cosine, Vector512.Create(1f / 24));
        cosine = Vector512.FusedMultiplyAdd(t2, cosine, Vector512.Create(-0.5f));
        cosine = Vector512.FusedMultiplyAdd(t2, cosine, Vector512<float>.One);

        Vector512<uint> sign = Vector512.Create(0x80000000u);
        first = ((radius * (cosine - sine)).AsUInt32() ^ ((bits << 31) & sign)).AsSingle();
        second = ((radius * (cosine + sine)).AsUInt32() ^ ((bits << 30) & sign)).AsSingle();
    }

    // u = m 2^e with m from sqrt(1/2) to sqrt(2); ln m by a polynomial in m - 1 (error below 2e-7), ln 2 in one constant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log(Vector512<float> u)
    {
        Vector512<int> bits = u.AsInt32() - Vector512.Create(0x3F3504F3);
        Vector512<float> exponent = Vector512.ConvertToSingle(bits >> 23);
        Vector512<float> m = ((bits & Vector512.Create(0x7FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle() - Vector512<float>.One;
        Vector512<float> p = Vector512.FusedMultiplyAdd(m, Vector512.Create(7.0376836292e-2f), Vector512.Create(-1.1514610310e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(1.1676998740e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-1.2420140846e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(1.4249322787e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-1.6668057665e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(2.0000714765e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-2.4999993993e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(3.3333331174e-1f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512.Create(-0.5f));
        p = Vector512.FusedMultiplyAdd(m, p, Vector512<float>.One);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.69314718056f), m * p);
    }
}
