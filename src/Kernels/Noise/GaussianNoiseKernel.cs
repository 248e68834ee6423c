using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Adds normally distributed noise and saturates, in one pass: draw, scale, round half to even, add, clamp. Sample i's noise is element i of <see cref="CounterRandom.FillNormal"/>: it depends on
/// the stream, the draw and i alone.
/// </summary>
public static class GaussianNoiseKernel
{
    /// <summary>Adding 1.5 x 2^23 to a float leaves it, rounded half to even, in the low 16 bits as a signed number.</summary>
    private const float Magic = 12582912f;

    /// <summary>Adds noise to every sample; the fourth channel of a 4-channel image (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="mean">Mean of the noise in levels, -4096 to 4096.</param>
    /// <param name="deviation">Standard deviation in levels, 0 to 4096.</param>
    /// <param name="random">The stream; one draw is used, the whole picture of it.</param>
    /// <param name="draw">Which draw of the stream.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape, mean or deviation is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double mean, double deviation, in CounterRandom random, uint draw, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);

        // 4.9 deviations and the mean stay within 16 bits.
        Ensure.InRange(mean, -4096, 4096);
        Ensure.InRange(deviation, 0, 4096);

        Vector512<float> m = Vector512.Create((float)mean), d = Vector512.Create((float)deviation);
        Vector512<byte> kept = shape.Channels == 4 ? Vector512.Create(0xFF000000u).AsByte() : Vector512<byte>.Zero;
        Span<uint> words = stackalloc uint[CounterRandom.WordsAtOnce];
        for (int from = 0; from < source.Length; from += 2 * CounterRandom.WordsAtOnce)
        {
            random.FillWords(draw, (uint)from / 2, words);
            int to = Math.Min(from + (2 * CounterRandom.WordsAtOnce), source.Length);
            Block(source[from..to], words, m, d, kept, destination[from..to]);
        }
    }

    private static void Block(ReadOnlySpan<byte> source, ReadOnlySpan<uint> words, Vector512<float> mean, Vector512<float> deviation, Vector512<byte> kept, Span<byte> destination)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte o = ref MemoryMarshal.GetReference(destination);
        ref uint w = ref MemoryMarshal.GetReference(words);
        int i = 0;
        for (; i <= source.Length - NormalLanes.Group; i += NormalLanes.Group)
            Group(ref Unsafe.Add(ref s, i), ref Unsafe.Add(ref w, i / 2), mean, deviation, kept, ref Unsafe.Add(ref o, i));
        if (i == source.Length)
            return;
        Span<byte> last = stackalloc byte[NormalLanes.Group];
        source[i..].CopyTo(last);
        ref byte l = ref MemoryMarshal.GetReference(last);
        Group(ref l, ref Unsafe.Add(ref w, i / 2), mean, deviation, kept, ref l);
        last[..(source.Length - i)].CopyTo(destination[i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Group(ref byte s, ref uint words, Vector512<float> mean, Vector512<float> deviation, Vector512<byte> kept, ref byte o)
    {
        Vector512<byte> pixels = Vector512.LoadUnsafe(ref s);
        ByteLanes.WidenQuarters(pixels, out Vector512<short> low, out Vector512<short> high);
        low += Noise(Vector512.LoadUnsafe(ref words), mean, deviation);
        high += Noise(Vector512.LoadUnsafe(ref words, 16), mean, deviation);
        Vector512.ConditionalSelect(kept, pixels, ByteLanes.SaturateQuarters(low, high)).StoreUnsafe(ref o);
    }

    // Two normals of a 32-bit lane, scaled and rounded, as its two 16-bit halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Noise(Vector512<uint> bits, Vector512<float> mean, Vector512<float> deviation)
    {
        NormalLanes.Pair(bits, out Vector512<float> first, out Vector512<float> second);
        Vector512<uint> low = (Vector512.FusedMultiplyAdd(first, deviation, mean) + Vector512.Create(Magic)).AsUInt32();
        Vector512<uint> high = (Vector512.FusedMultiplyAdd(second, deviation, mean) + Vector512.Create(Magic)).AsUInt32();
        return ((low & Vector512.Create(0xFFFFu)) | (high << 16)).AsInt16();
    }
}
