using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The median over a square, each channel by itself: OpenCV's <c>medianBlur</c> (border: replicate), to the bit. Takes out salt and pepper and keeps edges.</summary>
public static class MedianBlurKernel
{
    /// <summary>Filters.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">Odd, 3 to 101.</param>
    /// <param name="destination">At least as long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or size is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int size, Span<byte> destination)
    {
        Ensure.NotInPlace(source, shape, destination);
        Ensure.InRange(size, 3, 101);
        if (size % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "size must be odd, from 3 to 101.");
        int half = size / 2, width = shape.Stride + (2 * half * shape.Channels);
        using var pooled = new Pooled<byte>((size * width) + 64);
        Span<byte> rows = pooled.Span;
        Span<int> lines = stackalloc int[size];
        int made = -1;
        for (int y = 0; y < shape.Height; y++)
        {
            for (; made < Math.Min(y + half, shape.Height - 1); made++)
                PaddedRows.Fill(source.Slice((made + 1) * shape.Stride, shape.Stride), shape.Channels, half, half, BorderMode.Replicate, rows[((made + 1) % size * width)..]);
            for (int k = 0; k < size; k++)
                lines[k] = Border.Index(y - half + k, shape.Height, BorderMode.Replicate) % size * width;
            Span<byte> to = destination.Slice(y * shape.Stride, shape.Stride);
            if (size == 3)
                Three(rows, lines, shape.Channels, to);
            else
                Histogram(rows, lines, shape.Channels, size, to);
        }
    }

    // Columns are sorted; the median of nine is the median of (largest of the least, median of the middles, least of the largest).
    private static void Three(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lines, int channels, Span<byte> result)
    {
        ref byte s = ref MemoryMarshal.GetReference(rows);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= result.Length - 16; i += 16)
            {
                Sort(ref s, lines, i, out Vector128<byte> l0, out Vector128<byte> m0, out Vector128<byte> h0);
                Sort(ref s, lines, i + channels, out Vector128<byte> l1, out Vector128<byte> m1, out Vector128<byte> h1);
                Sort(ref s, lines, i + (2 * channels), out Vector128<byte> l2, out Vector128<byte> m2, out Vector128<byte> h2);
                Vector128<byte> low = Vector128.Max(Vector128.Max(l0, l1), l2), high = Vector128.Min(Vector128.Min(h0, h1), h2);
                Median(low, Median(m0, m1, m2), high).CopyTo(result[i..]);
            }
        }

        Span<byte> nine = stackalloc byte[9];
        for (; i < result.Length; i++)
        {
            for (int k = 0; k < 9; k++)
                nine[k] = rows[lines[k / 3] + i + (k % 3 * channels)];
            nine.Sort();
            result[i] = nine[4];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref byte s, ReadOnlySpan<int> lines, int at, out Vector128<byte> low, out Vector128<byte> middle, out Vector128<byte> high)
    {
        Vector128<byte> a = Vector128.LoadUnsafe(ref s, (nuint)(lines[0] + at));
        Vector128<byte> b = Vector128.LoadUnsafe(ref s, (nuint)(lines[1] + at));
        Vector128<byte> c = Vector128.LoadUnsafe(ref s, (nuint)(lines[2] + at));
        (Vector128<byte> least, Vector128<byte> most) = (Vector128.Min(a, b), Vector128.Max(a, b));
        low = Vector128.Min(least, c);
        high = Vector128.Max(most, c);
        middle = Vector128.Max(least, Vector128.Min(most, c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Median(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Vector128.Max(Vector128.Min(a, b), Vector128.Min(Vector128.Max(a, b), c));

    // A histogram slides along the row; the median moves by as many levels as the counts say (Huang).
    private static void Histogram(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lines, int channels, int size, Span<byte> result)
    {
        Span<int> counts = stackalloc int[256];
        int middle = size * size / 2;
        for (int c = 0; c < channels; c++)
        {
            counts.Clear();
            int median = 0, below = 0;
            for (int k = 0; k < size - 1; k++)
                Move(rows, lines, (k * channels) + c, 1, counts, median, ref below);
            for (int i = c; i < result.Length; i += channels)
            {
                Move(rows, lines, i + ((size - 1) * channels), 1, counts, median, ref below);
                while (below > middle)
                    below -= counts[--median];
                while (below + counts[median] <= middle)
                    below += counts[median++];
                result[i] = (byte)median;
                Move(rows, lines, i, -1, counts, median, ref below);
            }
        }
    }

    private static void Move(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lines, int at, int change, Span<int> counts, int median, ref int below)
    {
        foreach (int line in lines)
        {
            byte value = rows[line + at];
            counts[value] += change;
            if (value < median)
                below += change;
        }
    }
}
