using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Adds normally distributed noise and saturates, in one pass: draw, scale, add, round half to even, clamp. Sample i's noise depends on the stream, the draw and i alone.
/// </summary>
public static class GaussianNoiseKernel
{
    /// <summary>Adds noise to every sample; the fourth channel of a 4-channel image (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="mean">Mean of the noise in levels; finite.</param>
    /// <param name="deviation">Standard deviation in levels, at least 0.</param>
    /// <param name="random">The stream; one draw is used, the whole picture of it.</param>
    /// <param name="draw">Which draw of the stream.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape, mean or deviation is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double mean, double deviation, in CounterRandom random, uint draw, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.Finite(mean);
        Ensure.Finite(deviation);
        Ensure.InRange(deviation, 0, double.MaxValue);

        Vector512<float> m = Vector512.Create((float)mean), d = Vector512.Create((float)deviation);
        Vector128<byte> kept = shape.Channels == 4 ? Vector128.Create(0xFF000000u).AsByte() : Vector128<byte>.Zero;
        int whole = source.Length / NormalLanes.Group * NormalLanes.Group;
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte o = ref MemoryMarshal.GetReference(destination);
        for (int i = 0; i < whole; i += NormalLanes.Group)
            Group(ref Unsafe.Add(ref s, i), ref Unsafe.Add(ref o, i), (uint)(i / NormalLanes.Group * 16), random, draw, m, d, kept);
        if (whole == source.Length)
            return;

        Span<byte> last = stackalloc byte[NormalLanes.Group];
        source[whole..].CopyTo(last);
        ref byte l = ref MemoryMarshal.GetReference(last);
        Group(ref l, ref l, (uint)(whole / NormalLanes.Group * 16), random, draw, m, d, kept);
        last[..(source.Length - whole)].CopyTo(destination[whole..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Group(
        ref byte s, ref byte o, uint index, in CounterRandom random, uint draw, Vector512<float> mean, Vector512<float> deviation, Vector128<byte> kept)
    {
        random.Blocks16(draw, index, out Vector512<uint> w0, out Vector512<uint> w1, out Vector512<uint> w2, out Vector512<uint> w3);
        Add(ref s, ref o, w0, mean, deviation, kept);
        Add(ref Unsafe.Add(ref s, 32), ref Unsafe.Add(ref o, 32), w1, mean, deviation, kept);
        Add(ref Unsafe.Add(ref s, 64), ref Unsafe.Add(ref o, 64), w2, mean, deviation, kept);
        Add(ref Unsafe.Add(ref s, 96), ref Unsafe.Add(ref o, 96), w3, mean, deviation, kept);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref byte s, ref byte o, Vector512<uint> bits, Vector512<float> mean, Vector512<float> deviation, Vector128<byte> kept)
    {
        NormalLanes.Pair(bits, out Vector512<float> first, out Vector512<float> second);
        One(ref s, ref o, first, mean, deviation, kept);
        One(ref Unsafe.Add(ref s, 16), ref Unsafe.Add(ref o, 16), second, mean, deviation, kept);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(ref byte s, ref byte o, Vector512<float> normal, Vector512<float> mean, Vector512<float> deviation, Vector128<byte> kept)
    {
        Vector128<byte> pixels = Vector128.LoadUnsafe(ref s);
        Vector512<float> value = ByteLanes.ToSingle512(pixels) + Vector512.FusedMultiplyAdd(normal, deviation, mean);
        Vector128.ConditionalSelect(kept, pixels, Saturate.ToBytes(value)).StoreUnsafe(ref o);
    }
}
