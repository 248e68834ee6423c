using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>Bytes widened to numbers, 16 at a time.</summary>
internal static class ByteLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt512(Vector128<byte> v)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector512Int32(v);
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(v);
        (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(low);
        (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(high);
        return Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle512(Vector128<byte> v) => Vector512.ConvertToSingle(ToInt512(v));

    /// <summary>The low byte of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector512<uint> v)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector128Byte(v);
        Vector256<ushort> narrow = Vector256.Narrow(v.GetLower(), v.GetUpper());
        return Vector128.Narrow(narrow.GetLower(), narrow.GetUpper());
    }
}
