using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace DeepRecipes.Kernels;

/// <summary>
/// Random numbers without state: each is a pure function of (seed, epoch, sample id, op index, draw). Row order, threads, batches and what other ops drew make no
/// difference, and the bits are the same on every machine. Built on Philox4x32-10: the first four name a stream (its key and half of its counter, themselves a Philox block), the draw
/// counts within it.
/// </summary>
public readonly record struct CounterRandom
{
    /// <summary>Words that a loop should draw at a time: enough to keep several blocks in flight, few enough for the stack.</summary>
    internal const int WordsAtOnce = 256;

    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _stream0;
    private readonly uint _stream1;

    /// <summary>The stream of one op on one sample.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">0 where there are no epochs.</param>
    /// <param name="sampleId">Which sample: an id column, or <see cref="SampleIdOf"/> its path.</param>
    /// <param name="opIndex">The op's place in its recipe.</param>
    public CounterRandom(ulong seed, uint epoch, ulong sampleId, uint opIndex) =>
        (_key0, _key1, _stream0, _stream1) = Philox.Block((uint)sampleId, (uint)(sampleId >> 32), epoch, opIndex, (uint)seed, (uint)(seed >> 32));

    /// <summary>A stable id of a text (a path, a name): FNV-1a over its UTF-8 bytes, 64 bits.</summary>
    /// <param name="text">Any text; the empty one has an id too.</param>
    public static ulong SampleIdOf(ReadOnlySpan<char> text)
    {
        ulong hash = 14695981039346656037;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            int count = rune.EncodeToUtf8(utf8);
            foreach (byte b in utf8[..count])
                hash = (hash ^ b) * 1099511628211;
        }

        return hash;
    }

    /// <summary>64 uniform bits.</summary>
    /// <param name="draw">Which draw of the stream.</param>
    public ulong Bits(uint draw)
    {
        (uint w0, uint w1, _, _) = Block(draw, 0);
        return ((ulong)w1 << 32) | w0;
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    /// <param name="draw">Which draw of the stream.</param>
    public double Uniform(uint draw) => (Bits(draw) >> 11) * (1.0 / (1ul << 53));

    /// <summary>A uniform number in [<paramref name="least"/>, <paramref name="most"/>); <paramref name="least"/> where the two are equal.</summary>
    /// <param name="draw">Which draw of the stream.</param>
    /// <param name="least">Finite.</param>
    /// <param name="most">Finite, at least <paramref name="least"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not a proper one.</exception>
    public double Uniform(uint draw, double least, double most)
    {
        Ensure.Finite(least);
        Ensure.Finite(most);
        Ensure.InRange(most, least, double.MaxValue);
        double value = least + ((most - least) * Uniform(draw));

        // The sum may round up to the end that is not part of the range.
        return value < most || least.Equals(most) ? value : Math.BitDecrement(most);
    }

    /// <summary>A uniform integer from <paramref name="least"/> to <paramref name="most"/>, both possible; the unevenness is below 2^-32.</summary>
    /// <param name="draw">Which draw of the stream.</param>
    /// <param name="least">Smallest result.</param>
    /// <param name="most">Largest result, at least <paramref name="least"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int Integer(uint draw, int least, int most)
    {
        Ensure.InRange(most, least, int.MaxValue);
        ulong count = (ulong)((long)most - least) + 1;
        return (int)(least + (long)Math.BigMul(Bits(draw), count, out _));
    }

    /// <summary>A number of the standard normal distribution (Box and Muller, in double).</summary>
    /// <param name="draw">Which draw of the stream.</param>
    public double Normal(uint draw)
    {
        (uint w0, uint w1, uint w2, uint w3) = Block(draw, 0);
        double u = ((((ulong)w1 << 32 | w0) >> 11) + 0.5) * (1.0 / (1ul << 53));
        double angle = (((ulong)w3 << 32 | w2) >> 11) * (2 * Math.PI / (1ul << 53));
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(angle);
    }

    /// <summary>A random order of 0 to n - 1 (Fisher and Yates); uses the draws from <paramref name="draw"/> to <c>draw + n - 2</c>.</summary>
    /// <param name="draw">The first draw used.</param>
    /// <param name="order">Filled; its length is n.</param>
    public void Permutation(uint draw, Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = Integer(draw++, 0, i);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    /// <summary>Uniform floats in [0, 1), multiples of 2^-24; element i depends on the draw and i alone.</summary>
    /// <param name="draw">Which draw of the stream: one for the whole span.</param>
    /// <param name="destination">Filled.</param>
    public void FillUniform(uint draw, Span<float> destination)
    {
        Span<float> group = stackalloc float[64];
        ref float d = ref MemoryMarshal.GetReference(group);
        for (int start = 0, index = 0; start < destination.Length; start += 64, index += 16)
        {
            Blocks16(draw, (uint)index, out Vector512<uint> w0, out Vector512<uint> w1, out Vector512<uint> w2, out Vector512<uint> w3);
            ToUnit(w0).StoreUnsafe(ref d);
            ToUnit(w1).StoreUnsafe(ref d, 16);
            ToUnit(w2).StoreUnsafe(ref d, 32);
            ToUnit(w3).StoreUnsafe(ref d, 48);
            int count = Math.Min(64, destination.Length - start);
            group[..count].CopyTo(destination[start..]);
        }
    }

    /// <summary>
    /// Standard normal floats, fast: Box and Muller on 16 bits of radius and 16 of angle, so that no value is beyond 4.86 and neighbours in the tail lie up to .2 apart. Made for noise on 8-bit
    /// pixels; element i depends on the draw and i alone.
    /// </summary>
    /// <param name="draw">Which draw of the stream: one for the whole span.</param>
    /// <param name="destination">Filled.</param>
    public void FillNormal(uint draw, Span<float> destination)
    {
        Span<uint> words = stackalloc uint[WordsAtOnce];
        Span<float> normals = stackalloc float[2 * WordsAtOnce];
        for (int start = 0; start < destination.Length; start += normals.Length)
        {
            FillWords(draw, (uint)start / 2, words);
            for (int i = 0; i < words.Length; i += NormalLanes.Group / 2)
                NormalLanes.Ordered(ref words[i], ref normals[2 * i]);
            Span<float> to = destination[start..Math.Min(start + normals.Length, destination.Length)];
            normals[..to.Length].CopyTo(to);
        }
    }

    /// <summary>Random words from word <paramref name="first"/> of the draw on. Apart from what is made of them, so that the rounds of several blocks run at once.</summary>
    /// <param name="draw">Which draw of the stream.</param>
    /// <param name="first">A multiple of 64.</param>
    /// <param name="words">Filled; a multiple of 64 long.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void FillWords(uint draw, uint first, Span<uint> words)
    {
        for (int i = 0; i < words.Length; i += 64)
        {
            Blocks16(draw, (first + (uint)i) / 4, out Vector512<uint> w0, out Vector512<uint> w1, out Vector512<uint> w2, out Vector512<uint> w3);
            ref uint to = ref words[i];
            w0.StoreUnsafe(ref to);
            w1.StoreUnsafe(ref to, 16);
            w2.StoreUnsafe(ref to, 32);
            w3.StoreUnsafe(ref to, 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Blocks16(uint draw, uint index, out Vector512<uint> w0, out Vector512<uint> w1, out Vector512<uint> w2, out Vector512<uint> w3) =>
        Philox.Blocks16(index, draw, _stream0, _stream1, _key0, _key1, out w0, out w1, out w2, out w3);

    private (uint W0, uint W1, uint W2, uint W3) Block(uint draw, uint index) => Philox.Block(index, draw, _stream0, _stream1, _key0, _key1);

    private static Vector512<float> ToUnit(Vector512<uint> bits) =>
        Vector512.ConvertToSingle((bits >>> 8).AsInt32()) * Vector512.Create(1f / (1 << 24));
}
