using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Counts of the 256 levels of each channel. Six or eight part histograms take turns, sample by sample, so that a run of one value does not wait for its own last count; a part belongs to
/// one channel, and <see cref="Sum"/> brings them together.
/// </summary>
internal static class Histogram
{
    /// <summary>Counts in all parts together.</summary>
    public const int PartsLength = 8 * 256;

    /// <summary>256 counts for each of the first three channels (or fewer), one after the other.</summary>
    public static void PerChannel(ReadOnlySpan<byte> source, int channels, Span<int> counts)
    {
        Span<int> parts = stackalloc int[PartsLength];
        parts.Clear();
        Add(source, channels, parts);
        Sum(parts, channels, counts);
    }

    /// <summary>Adds the levels of whole pixels to the parts, <see cref="PartsLength"/> counts.</summary>
    public static void Add(ReadOnlySpan<byte> source, int channels, Span<int> parts)
    {
        Ensure.Room(parts.Length, PartsLength, nameof(parts));
        int used = Used(channels), i = source.Length / (2 * used) * (2 * used);
        if (used == 6)
            Twelve(ref MemoryMarshal.GetReference(source), i, ref MemoryMarshal.GetReference(parts));
        else
            Sixteen(ref MemoryMarshal.GetReference(source), i, ref MemoryMarshal.GetReference(parts));
        for (; i < source.Length; i++)
            parts[(256 * (i % used)) + source[i]]++;
    }

    /// <summary>The parts as 256 counts a channel.</summary>
    public static void Sum(ReadOnlySpan<int> parts, int channels, Span<int> counts)
    {
        int used = Used(channels);
        for (int at = 0; at < counts.Length; at += Vector512<int>.Count)
        {
            Vector512<int> sum = Vector512<int>.Zero;
            for (int part = at / 256; part < used; part += channels)
                sum += Vector512.Create(parts.Slice((256 * part) + (at % 256), Vector512<int>.Count));
            sum.CopyTo(counts[at..]);
        }
    }

    private static int Used(int channels) => channels == 3 ? 6 : 8;

    private static void Twelve(ref byte s, int length, ref int parts)
    {
        for (int i = 0; i < length; i += 12)
        {
            Six(ref s, 0, ref parts);
            Six(ref s, 6, ref parts);
            s = ref Unsafe.Add(ref s, 12);
        }
    }

    private static void Sixteen(ref byte s, int length, ref int parts)
    {
        for (int i = 0; i < length; i += 16)
        {
            Six(ref s, 0, ref parts);
            One(ref s, 6, ref parts, 6);
            One(ref s, 7, ref parts, 7);
            Six(ref s, 8, ref parts);
            One(ref s, 14, ref parts, 6);
            One(ref s, 15, ref parts, 7);
            s = ref Unsafe.Add(ref s, 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Six(ref byte s, int at, ref int parts)
    {
        One(ref s, at, ref parts, 0);
        One(ref s, at + 1, ref parts, 1);
        One(ref s, at + 2, ref parts, 2);
        One(ref s, at + 3, ref parts, 3);
        One(ref s, at + 4, ref parts, 4);
        One(ref s, at + 5, ref parts, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(ref byte s, int at, ref int parts, int part) => Unsafe.Add(ref parts, (nint)((256 * part) + (uint)Unsafe.Add(ref s, at)))++;
}
