using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Numbers to bytes without wrap-around: round half to even, then saturate to 0..255.
/// This is OpenCV's <c>saturate_cast&lt;uchar&gt;</c>; NaN becomes 0 as there. Only beyond +-2^31 do the two differ: OpenCV's float then passes through
/// an overflowing int and becomes 0, here a large value is 255, infinity too.
/// </summary>
public static class ClampToByteKernel
{
    /// <summary>Rounds and saturates floats.</summary>
    /// <param name="source">Any values; nothing is rescaled.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or shares memory with <paramref name="source"/>.</exception>
    public static void Apply(ReadOnlySpan<float> source, Span<byte> destination)
    {
        Ensure.Apart(MemoryMarshal.AsBytes(source), destination, nameof(destination));
        ToByteDriver.Run(source, destination, default(FromFloat));
    }

    /// <summary>Rounds and saturates doubles.</summary>
    /// <inheritdoc cref="Apply(ReadOnlySpan{float}, Span{byte})"/>
    public static void Apply(ReadOnlySpan<double> source, Span<byte> destination)
    {
        Ensure.Apart(MemoryMarshal.AsBytes(source), destination, nameof(destination));
        ToByteDriver.Run(source, destination, default(FromDouble));
    }

    /// <summary>Saturates 16-bit integers.</summary>
    /// <inheritdoc cref="Apply(ReadOnlySpan{float}, Span{byte})"/>
    public static void Apply(ReadOnlySpan<short> source, Span<byte> destination)
    {
        Ensure.Apart(MemoryMarshal.AsBytes(source), destination, nameof(destination));
        ToByteDriver.Run(source, destination, default(FromShort));
    }

    /// <summary>The byte of one number: the scalar form of the kernel.</summary>
    /// <param name="value">Any value; NaN gives 0.</param>
    public static byte Apply(float value) => Saturate.ToByte(value);

    /// <inheritdoc cref="Apply(float)"/>
    public static byte Apply(double value) => Saturate.ToByte(value);

    private readonly struct FromFloat : IToByteOperator<float>
    {
        public byte Invoke(float value) => Saturate.ToByte(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke128(ref float first) => Saturate.ToBytes(
            Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref first, 4), Vector128.LoadUnsafe(ref first, 8), Vector128.LoadUnsafe(ref first, 12));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke256(ref float first) => Saturate.ToBytes(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 8));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke512(ref float first) => Saturate.ToBytes(Vector512.LoadUnsafe(ref first));
    }

    private readonly struct FromDouble : IToByteOperator<double>
    {
        public byte Invoke(double value) => Saturate.ToByte(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke128(ref double first) => Vector128.Narrow(Eight(ref first), Eight(ref Unsafe.Add(ref first, 8)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke256(ref double first)
        {
            Vector256<uint> a = Vector256.Narrow(Saturate.Round(Vector256.LoadUnsafe(ref first)), Saturate.Round(Vector256.LoadUnsafe(ref first, 4)));
            Vector256<uint> b = Vector256.Narrow(Saturate.Round(Vector256.LoadUnsafe(ref first, 8)), Saturate.Round(Vector256.LoadUnsafe(ref first, 12)));
            Vector256<ushort> both = Vector256.Narrow(a, b);
            return Vector128.Narrow(both.GetLower(), both.GetUpper());
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke512(ref double first)
        {
            Vector512<uint> all = Vector512.Narrow(Saturate.Round(Vector512.LoadUnsafe(ref first)), Saturate.Round(Vector512.LoadUnsafe(ref first, 8)));
            Vector256<ushort> both = Vector256.Narrow(all.GetLower(), all.GetUpper());
            return Vector128.Narrow(both.GetLower(), both.GetUpper());
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<ushort> Eight(ref double first) => Vector128.Narrow(
            Vector128.Narrow(Saturate.Round(Vector128.LoadUnsafe(ref first)), Saturate.Round(Vector128.LoadUnsafe(ref first, 2))),
            Vector128.Narrow(Saturate.Round(Vector128.LoadUnsafe(ref first, 4)), Saturate.Round(Vector128.LoadUnsafe(ref first, 6))));
    }

    private readonly struct FromShort : IToByteOperator<short>
    {
        public byte Invoke(short value) => Saturate.ToByte((int)value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke128(ref short first) =>
            Vector128.Narrow(Clamp(Vector128.LoadUnsafe(ref first)), Clamp(Vector128.LoadUnsafe(ref first, 8)));

        // One register of 256 bits holds the whole step: wider ones have nothing to add.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke256(ref short first)
        {
            Vector256<ushort> v = Vector256.Min(Vector256.Max(Vector256.LoadUnsafe(ref first), Vector256<short>.Zero), Vector256.Create((short)255)).AsUInt16();
            return Vector128.Narrow(v.GetLower(), v.GetUpper());
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Invoke512(ref short first) => Invoke256(ref first);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<ushort> Clamp(Vector128<short> v) =>
            Vector128.Min(Vector128.Max(v, Vector128<short>.Zero), Vector128.Create((short)255)).AsUInt16();
    }
}
