using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>Products of 16-bit lanes and of bytes, in the forms fixed-point resampling needs.</summary>
internal static class MultiplyAdd
{
    /// <summary><c>a[2i] * b[2i] + a[2i + 1] * b[2i + 1]</c> as 32-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Adjacent(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported)
            return Sse2.MultiplyAddAdjacent(a, b);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.AddPairwise(AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()), AdvSimd.MultiplyWideningUpper(a, b));
        Vector128<int> even = ((a.AsInt32() << 16) >> 16) * ((b.AsInt32() << 16) >> 16);
        Vector128<int> odd = (a.AsInt32() >> 16) * (b.AsInt32() >> 16);
        return even + odd;
    }

    /// <inheritdoc cref="Adjacent(Vector128{short}, Vector128{short})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Adjacent(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(a, b);
        return Vector256.Create(Adjacent(a.GetLower(), b.GetLower()), Adjacent(a.GetUpper(), b.GetUpper()));
    }

    /// <inheritdoc cref="Adjacent(Vector128{short}, Vector128{short})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Adjacent(Vector512<short> a, Vector512<short> b)
    {
        if (Avx512BW.IsSupported)
            return Avx512BW.MultiplyAddAdjacent(a, b);
        return Vector512.Create(Adjacent(a.GetLower(), b.GetLower()), Adjacent(a.GetUpper(), b.GetUpper()));
    }

    /// <summary><c>a[2i] * b[2i] + a[2i + 1] * b[2i + 1]</c> of bytes and signed bytes as 16-bit lanes; the sums must fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Adjacent(Vector128<byte> a, Vector128<sbyte> b)
    {
        if (Ssse3.IsSupported)
            return Ssse3.MultiplyAddAdjacent(a, b);
        Vector128<short> even = (a.AsInt16() & Vector128.Create((short)0xFF)) * ((b.AsInt16() << 8) >> 8);
        Vector128<short> odd = (a.AsInt16() >>> 8) * (b.AsInt16() >> 8);
        return even + odd;
    }

    /// <inheritdoc cref="Adjacent(Vector128{byte}, Vector128{sbyte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Adjacent(Vector256<byte> a, Vector256<sbyte> b)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(a, b);
        return Vector256.Create(Adjacent(a.GetLower(), b.GetLower()), Adjacent(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>The upper 16 bits of the 32-bit products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> High(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported)
            return Sse2.MultiplyHigh(a, b);
        (Vector128<int> a0, Vector128<int> a1) = Vector128.Widen(a);
        (Vector128<int> b0, Vector128<int> b1) = Vector128.Widen(b);
        return Vector128.Narrow((a0 * b0) >> 16, (a1 * b1) >> 16);
    }

    /// <inheritdoc cref="High(Vector128{short}, Vector128{short})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> High(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyHigh(a, b);
        return Vector256.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));
    }
}
