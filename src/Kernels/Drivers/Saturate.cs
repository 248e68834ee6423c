using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// The one way a number becomes a byte: round half to even, then saturate to 0..255; NaN becomes 0.
/// Adding 2^23 to a float in 0..255 (2^52 to a double) leaves the rounded integer in the low bits, and the addition itself rounds half to even.
/// So every width and the scalar give the same bits without a conversion instruction whose rounding depends on the platform.
/// </summary>
internal static class Saturate
{
    private const float FloatMagic = 8388608f;
    private const double DoubleMagic = 4503599627370496.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToByte(float value)
    {
        float clamped = value > 0 ? MathF.Min(value, 255f) : 0f; // NaN fails the comparison
        return (byte)BitConverter.SingleToUInt32Bits(clamped + FloatMagic);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToByte(double value)
    {
        double clamped = value > 0 ? Math.Min(value, 255.0) : 0.0;
        return (byte)BitConverter.DoubleToUInt64Bits(clamped + DoubleMagic);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToByte(int value) => (uint)value <= 255 ? (byte)value : (byte)(~value >> 31);

    /// <summary>Floats to integers 0..255, one a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Round(Vector128<float> v) =>
        (Vector128.MinNative(v & Vector128.GreaterThan(v, Vector128<float>.Zero), Vector128.Create(255f)) + Vector128.Create(FloatMagic)).AsUInt32() & Vector128.Create(0xFFu);

    /// <inheritdoc cref="Round(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Round(Vector256<float> v) =>
        (Vector256.MinNative(v & Vector256.GreaterThan(v, Vector256<float>.Zero), Vector256.Create(255f)) + Vector256.Create(FloatMagic)).AsUInt32() & Vector256.Create(0xFFu);

    /// <inheritdoc cref="Round(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Round(Vector512<float> v) =>
        (Vector512.MinNative(v & Vector512.GreaterThan(v, Vector512<float>.Zero), Vector512.Create(255f)) + Vector512.Create(FloatMagic)).AsUInt32() & Vector512.Create(0xFFu);

    /// <summary>16 floats to 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        Vector128.Narrow(Vector128.Narrow(Round(a), Round(b)), Vector128.Narrow(Round(c), Round(d)));

    /// <summary>16 floats to 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector256<float> a, Vector256<float> b)
    {
        Vector256<ushort> narrow = Vector256.Narrow(Round(a), Round(b));
        return Vector128.Narrow(narrow.GetLower(), narrow.GetUpper());
    }

    /// <summary>16 floats to 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector512<float> v) => ByteLanes.ToBytes(Round(v));

    /// <summary>Doubles to integers 0..255, one a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Round(Vector128<double> v) =>
        (Vector128.MinNative(v & Vector128.GreaterThan(v, Vector128<double>.Zero), Vector128.Create(255.0)) + Vector128.Create(DoubleMagic)).AsUInt64() & Vector128.Create(0xFFul);

    /// <inheritdoc cref="Round(Vector128{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Round(Vector256<double> v) =>
        (Vector256.MinNative(v & Vector256.GreaterThan(v, Vector256<double>.Zero), Vector256.Create(255.0)) + Vector256.Create(DoubleMagic)).AsUInt64() & Vector256.Create(0xFFul);

    /// <inheritdoc cref="Round(Vector128{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Round(Vector512<double> v) =>
        (Vector512.MinNative(v & Vector512.GreaterThan(v, Vector512<double>.Zero), Vector512.Create(255.0)) + Vector512.Create(DoubleMagic)).AsUInt64() & Vector512.Create(0xFFul);
}
