using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): a bijection of 128-bit counters for each 64-bit key. No state,
/// so the value at a counter does not depend on what else was drawn.
/// </summary>
internal static class Philox
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The 128 bits at one counter.</summary>
    public static (uint W0, uint W1, uint W2, uint W3) Block(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0, p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ key0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ key1, (uint)p0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// The blocks at the 16 counters from <paramref name="first"/> on, word by word: lane i of each result belongs to counter word 0 = first + i.
    /// Even and odd lanes run apart, each word in a 64-bit lane: the widening multiplication reads only the lower half, so the upper may hold rubbish until the end.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks16(
        uint first, uint c1, uint c2, uint c3, uint key0, uint key1,
        out Vector512<uint> w0, out Vector512<uint> w1, out Vector512<uint> w2, out Vector512<uint> w3)
    {
        Vector512<uint> lanes = Vector512.Create(first) + Vector512<uint>.Indices;
        Vector512<uint> a0 = lanes, a1 = Vector512.Create(c1), a2 = Vector512.Create(c2), a3 = Vector512.Create(c3);
        Vector512<uint> b0 = High(lanes), b1 = a1, b2 = a2, b3 = a3;
        Vector512<uint> m0 = Vector512.Create(Multiplier0), m1 = Vector512.Create(Multiplier1);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<uint> k0 = Vector512.Create(key0), k1 = Vector512.Create(key1);
            Vector512<uint> pa0 = Multiply(a0, m0), pa1 = Multiply(a2, m1), pb0 = Multiply(b0, m0), pb1 = Multiply(b2, m1);
            a0 = High(pa1) ^ a1 ^ k0;
            a1 = pa1;
            a2 = High(pa0) ^ a3 ^ k1;
            a3 = pa0;
            b0 = High(pb1) ^ b1 ^ k0;
            b1 = pb1;
            b2 = High(pb0) ^ b3 ^ k1;
            b3 = pb0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        w0 = Join(a0, b0);
        w1 = Join(a1, b1);
        w2 = Join(a2, b2);
        w3 = Join(a3, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> High(Vector512<uint> wide) => (wide.AsUInt64() >>> 32).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Join(Vector512<uint> even, Vector512<uint> odd) =>
        Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFFul).AsUInt32(), even, (odd.AsUInt64() << 32).AsUInt32());

    // The lower halves of 64-bit lanes, multiplied to 64 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Multiply(Vector512<uint> a, Vector512<uint> b)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Multiply(a, b).AsUInt32();
        return Vector512.Create(Multiply(a.GetLower(), b.GetLower()), Multiply(a.GetUpper(), b.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Multiply(Vector256<uint> a, Vector256<uint> b)
    {
        if (Avx2.IsSupported)
            return Avx2.Multiply(a, b).AsUInt32();
        return Vector256.Create(Multiply(a.GetLower(), b.GetLower()), Multiply(a.GetUpper(), b.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Multiply(Vector128<uint> a, Vector128<uint> b)
    {
        if (Sse2.IsSupported)
            return Sse2.Multiply(a, b).AsUInt32();
        Vector128<ulong> low = Vector128.Create(0xFFFFFFFFul);
        return ((a.AsUInt64() & low) * (b.AsUInt64() & low)).AsUInt32();
    }
}
