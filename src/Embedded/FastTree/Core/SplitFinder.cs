namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The best split of a leaf by least squares: the one after which both sides' means leave the smallest squared error.</summary>
internal sealed class SplitFinder(PackedSums gradients, PackedSums weights, int minimumRows)
{
    // Less than this share of what the leaf's mean explains is rounding, not gain.
    private const double SmallestShare = 1e-10;

    /// <summary>Whether a leaf can be parted at all.</summary>
    public bool CanSplit(int rowCount) => rowCount >= 2 * (long)minimumRows && rowCount >= 2;

    /// <summary>The best split over the block's features; <paramref name="allowed"/> (null: all) is looked up by the features' numbers in the data.</summary>
    public Split Find(FeatureBlock block, LeafHistogram histogram, LeafTotals leaf, bool[] allowed)
    {
        var best = Split.None;
        for (var k = 0; k < block.Width; k++)
        {
            var feature = block.Features[k];
            if (allowed is not null && !allowed[feature])
                continue;
            var start = block.HistogramStart + block.BinStarts[k];
            var bins = block.BinStarts[k + 1] - block.BinStarts[k];
            var sums = histogram.Gradients.AsSpan(start, bins);
            var (bin, gain) = histogram.Weights is { } weightSums ? FindWeighted(sums, weightSums.AsSpan(start, bins), leaf) : Find(sums, leaf);
            if (bin >= 0)
                best = Split.Better(best, new Split(feature, bin, gain));
        }

        return best;
    }

    private (int Bin, double Gain) Find(ReadOnlySpan<long> sums, LeafTotals leaf)
    {
        var mask = gradients.CountMask;
        var shift = gradients.CountBits;
        var total = leaf.Gradients >> shift;
        var most = leaf.Count - minimumRows;
        var bestBin = -1;
        var best = 0.0;
        var left = 0L;
        for (var bin = 0; bin < sums.Length - 1; bin++)
        {
            var sum = sums[bin];
            if (sum == 0)
                continue;
            left += sum;
            var count = (int)(left & mask);
            if (count < minimumRows)
                continue;
            if (count > most)
                break;

            // left^2/n + right^2/m - total^2/(n + m), all over one denominator: (left - total * n/(n + m))^2 * (n + m)/(n * m).
            var excess = (double)(left >> shift) * leaf.Count - (double)total * count;
            var gain = excess * excess / ((double)count * (leaf.Count - count));
            if (gain > best)
            {
                best = gain;
                bestBin = bin;
            }
        }

        return Significant(bestBin, best / leaf.Count * gradients.Unit * gradients.Unit, leaf);
    }

    private (int Bin, double Gain) FindWeighted(ReadOnlySpan<long> sums, ReadOnlySpan<long> weightSums, LeafTotals leaf)
    {
        var bestBin = -1;
        var best = 0.0;
        var left = 0L;
        var leftWeight = 0L;
        for (var bin = 0; bin < sums.Length - 1; bin++)
        {
            if (weightSums[bin] == 0)
                continue;
            left += sums[bin];
            leftWeight += weightSums[bin];
            var side = LeafTotals.Of(left, leftWeight, gradients, weights);
            if (side.Count < minimumRows)
                continue;
            if (side.Count > leaf.Count - minimumRows)
                break;
            var other = LeafTotals.Of(leaf.Gradients - left, leaf.Weights - leftWeight, gradients, weights);
            var gain = side.Score + other.Score - leaf.Score;
            if (gain > best)
            {
                best = gain;
                bestBin = bin;
            }
        }

        return Significant(bestBin, best, leaf);
    }

    private static (int Bin, double Gain) Significant(int bin, double gain, LeafTotals leaf) =>
        bin >= 0 && gain > SmallestShare * leaf.Score && gain > 0 ? (bin, gain) : (-1, 0);
}
