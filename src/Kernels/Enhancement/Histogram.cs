using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Counts of the 256 levels. Several part histograms take turns, so that runs of one value do not wait for each other.</summary>
internal static class Histogram
{
    /// <summary>256 counts for each of the first three channels (or fewer), one after the other.</summary>
    public static void PerChannel(ReadOnlySpan<byte> source, int channels, Span<int> counts)
    {
        counts.Clear();
        int used = counts.Length / 256;
        if (channels == 1)
        {
            FirstChannel(source, 1, counts);
            return;
        }

        Span<int> other = stackalloc int[counts.Length];
        other.Clear();
        int i = 0;
        if (used == 3)
        {
            for (; i + (2 * channels) <= source.Length; i += 2 * channels)
            {
                counts[source[i]]++;
                counts[256 + source[i + 1]]++;
                counts[512 + source[i + 2]]++;
                other[source[i + channels]]++;
                other[256 + source[i + channels + 1]]++;
                other[512 + source[i + channels + 2]]++;
            }
        }

        for (; i < source.Length; i += channels)
        {
            for (int c = 0; c < used; c++)
                counts[(256 * c) + source[i + c]]++;
        }

        for (int k = 0; k < counts.Length; k++)
            counts[k] += other[k];
    }

    /// <summary>256 counts of the first channel.</summary>
    public static void FirstChannel(ReadOnlySpan<byte> source, int channels, Span<int> counts)
    {
        Span<int> parts = stackalloc int[1024];
        parts.Clear();
        int i = 0;
        for (; i + (4 * channels) <= source.Length; i += 4 * channels)
        {
            parts[source[i]]++;
            parts[256 + source[i + channels]]++;
            parts[512 + source[i + (2 * channels)]]++;
            parts[768 + source[i + (3 * channels)]]++;
        }

        for (; i < source.Length; i += channels)
            parts[source[i]]++;
        for (int k = 0; k < 256; k++)
            counts[k] = parts[k] + parts[256 + k] + parts[512 + k] + parts[768 + k];
    }

    /// <summary>Adds the counts of a row into two histograms that take turns; their sum is the count.</summary>
    public static void Add(ReadOnlySpan<byte> row, Span<int> counts, Span<int> others)
    {
        Ensure.Room(counts.Length, 256, nameof(counts));
        Ensure.Room(others.Length, 256, nameof(others));
        ref int a = ref MemoryMarshal.GetReference(counts), b = ref MemoryMarshal.GetReference(others);
        int i = 0;
        for (; i + 8 <= row.Length; i += 8)
        {
            // One load for eight levels.
            ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(row), i));
            Unsafe.Add(ref a, (byte)eight)++;
            Unsafe.Add(ref b, (byte)(eight >> 8))++;
            Unsafe.Add(ref a, (byte)(eight >> 16))++;
            Unsafe.Add(ref b, (byte)(eight >> 24))++;
            Unsafe.Add(ref a, (byte)(eight >> 32))++;
            Unsafe.Add(ref b, (byte)(eight >> 40))++;
            Unsafe.Add(ref a, (byte)(eight >> 48))++;
            Unsafe.Add(ref b, (byte)(eight >> 56))++;
        }

        for (; i < row.Length; i++)
            Unsafe.Add(ref a, row[i])++;
    }
}
