using System.Numerics;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Sums a bin over a leaf's rows, for all features; a block's part is touched by one task at a time.</summary>
internal sealed class LeafHistogram(int binCount, bool weighted)
{
    public long[] Gradients { get; } = new long[binCount];

    /// <summary>Null when all rows weigh the same.</summary>
    public long[] Weights { get; } = weighted ? new long[binCount] : null;

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

    private static Span<long> Part(long[] sums, FeatureBlock block) => sums.AsSpan(block.HistogramStart, block.BinCount);

    private static unsafe void Fill(Span<long> sums, FeatureBlock block, ReadOnlySpan<int> rows, ReadOnlySpan<long> values)
    {
        sums.Clear();
        var width = block.Width;

        // Bounds were settled when the block was built: a place is below BinCount, a row below the number of rows.
        fixed (long* sum = sums)
        fixed (ushort* places = block.Places)
        fixed (long* value = values)
        {
            foreach (var row in rows)
            {
                var add = value[row];
                var place = places + (nint)row * width;
                var k = 0;
                for (; k + 4 <= width; k += 4)
                {
                    sum[place[k]] += add;
                    sum[place[k + 1]] += add;
                    sum[place[k + 2]] += add;
                    sum[place[k + 3]] += add;
                }

                for (; k < width; k++)
                    sum[place[k]] += add;
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
