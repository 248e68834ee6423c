using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Sums a bin over a leaf's rows, for all features; a block's part is touched by one task at a time.</summary>
internal sealed class LeafHistogram(int length, bool weighted)
{
    private const int PrefetchDistance = 12;

    public long[] Gradients { get; } = new long[length];

    /// <summary>Null when all rows weigh the same.</summary>
    public long[] Weights { get; } = weighted ? new long[length] : null;

    /// <summary>Sums the rows' values into the block's part.</summary>
    public void Fill(FeatureBlock block, ReadOnlySpan<int> rows, PackedSums gradients, PackedSums weights)
    {
        Fill(Part(Gradients, block), block, rows, gradients.Values);
        if (Weights is not null)
            Fill(Part(Weights, block), block, rows, weights.Values);
    }

    /// <summary>Takes a child's part away, which leaves its sibling's.</summary>
    public void Subtract(FeatureBlock block, LeafHistogram child)
    {
        Subtract(Part(Gradients, block), Part(child.Gradients, block));
        if (Weights is not null)
            Subtract(Part(Weights, block), Part(child.Weights, block));
    }

    private static Span<long> Part(long[] sums, FeatureBlock block) => sums.AsSpan(block.HistogramStart, block.HistogramLength);

    private static unsafe void Fill(Span<long> sums, FeatureBlock block, ReadOnlySpan<int> rows, ReadOnlySpan<long> values)
    {
        sums.Clear();
        var width = block.Width;
        var step = block.BinsPerFeature;

        // Bounds were settled when the block was built: a bin is below step, a row below the number of rows.
        fixed (long* firstSum = sums)
        fixed (byte* allBins = block.Bins)
        fixed (long* value = values)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                // A leaf's rows lie scattered; the processor cannot guess the next ones, and waiting for memory is most of the time.
                if (Sse.IsSupported && i + PrefetchDistance < rows.Length)
                    Sse.Prefetch0(allBins + (nint)rows[i + PrefetchDistance] * width);

                var add = value[rows[i]];
                var bins = allBins + (nint)rows[i] * width;
                var sum = firstSum;
                var k = 0;
                for (; k + 4 <= width; k += 4)
                {
                    sum[bins[k]] += add;
                    sum += step;
                    sum[bins[k + 1]] += add;
                    sum += step;
                    sum[bins[k + 2]] += add;
                    sum += step;
                    sum[bins[k + 3]] += add;
                    sum += step;
                }

                for (; k < width; k++, sum += step)
                    sum[bins[k]] += add;
            }
        }
    }

    private static void Subtract(Span<long> from, ReadOnlySpan<long> child)
    {
        var i = 0;
        for (; i + Vector<long>.Count <= from.Length; i += Vector<long>.Count)
            (new Vector<long>(from[i..]) - new Vector<long>(child[i..])).CopyTo(from[i..]);
        for (; i < from.Length; i++)
            from[i] -= child[i];
    }
}
