using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>Bytes to numbers, numbers to bytes, and bytes to other places.</summary>
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

    /// <summary>Four registers of numbers 0..255 to bytes, each half by itself: first the lower half's 4 x 4, then the upper half's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> HalvesToBytes(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        if (Avx2.IsSupported)
            return Avx2.PackUnsignedSaturate(Avx2.PackSignedSaturate(a, b), Avx2.PackSignedSaturate(c, d));
        return Vector256.Create(
            Vector128.Narrow(Vector128.Narrow(a.GetLower(), b.GetLower()).AsUInt16(), Vector128.Narrow(c.GetLower(), d.GetLower()).AsUInt16()),
            Vector128.Narrow(Vector128.Narrow(a.GetUpper(), b.GetUpper()).AsUInt16(), Vector128.Narrow(c.GetUpper(), d.GetUpper()).AsUInt16()));
    }

    /// <summary>Each half shuffled by <paramref name="order"/>; 0x80 in it gives 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> ShuffleHalves(Vector256<byte> v, Vector128<byte> order)
    {
        if (Avx2.IsSupported)
            return Avx2.Shuffle(v, Vector256.Create(order, order));
        return Vector256.Create(Vector128.ShuffleNative(v.GetLower(), order), Vector128.ShuffleNative(v.GetUpper(), order));
    }

    /// <summary>Widened to shorts: of each quarter the lower eight bytes in <paramref name="low"/>, the upper eight in <paramref name="high"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WidenQuarters(Vector512<byte> v, out Vector512<short> low, out Vector512<short> high)
    {
        if (Avx512BW.IsSupported)
        {
            low = Avx512BW.UnpackLow(v, Vector512<byte>.Zero).AsInt16();
            high = Avx512BW.UnpackHigh(v, Vector512<byte>.Zero).AsInt16();
            return;
        }

        WidenHalves(v.GetLower(), out Vector256<short> low0, out Vector256<short> high0);
        WidenHalves(v.GetUpper(), out Vector256<short> low1, out Vector256<short> high1);
        low = Vector512.Create(low0, low1);
        high = Vector512.Create(high0, high1);
    }

    /// <summary>The way back from <see cref="WidenQuarters"/>, saturated to 0..255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> SaturateQuarters(Vector512<short> low, Vector512<short> high)
    {
        if (Avx512BW.IsSupported)
            return Avx512BW.PackUnsignedSaturate(low, high);
        return Vector512.Create(SaturateHalves(low.GetLower(), high.GetLower()), SaturateHalves(low.GetUpper(), high.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenHalves(Vector256<byte> v, out Vector256<short> low, out Vector256<short> high)
    {
        if (Avx2.IsSupported)
        {
            low = Avx2.UnpackLow(v, Vector256<byte>.Zero).AsInt16();
            high = Avx2.UnpackHigh(v, Vector256<byte>.Zero).AsInt16();
            return;
        }

        (Vector128<ushort> low0, Vector128<ushort> high0) = Vector128.Widen(v.GetLower());
        (Vector128<ushort> low1, Vector128<ushort> high1) = Vector128.Widen(v.GetUpper());
        low = Vector256.Create(low0, low1).AsInt16();
        high = Vector256.Create(high0, high1).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> SaturateHalves(Vector256<short> low, Vector256<short> high)
    {
        if (Avx2.IsSupported)
            return Avx2.PackUnsignedSaturate(low, high);
        return Vector256.Create(Saturated(low.GetLower(), high.GetLower()), Saturated(low.GetUpper(), high.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Saturated(Vector128<short> low, Vector128<short> high)
    {
        if (Sse2.IsSupported)
            return Sse2.PackUnsignedSaturate(low, high);
        Vector128<short> most = Vector128.Create((short)255);
        return Vector128.Narrow(Vector128.Min(Vector128.Max(low, Vector128<short>.Zero), most).AsUInt16(), Vector128.Min(Vector128.Max(high, Vector128<short>.Zero), most).AsUInt16());
    }
}
