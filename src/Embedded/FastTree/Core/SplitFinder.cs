using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The best split of a leaf by least squares: the one after which both sides' means leave the smallest squared error.</summary>
internal sealed class SplitFinder(PackedSums gradients, PackedSums weights, int minimumRows)
{
    // Less than this share of what the leaf's mean explains is rounding, not gain.
    private const double SmallestShare = 1e-10;

    // So much below a gain that no rounding of the comparison hides a better one.
    private const double Nearly = 1 - 1e-12;

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
            var start = block.HistogramStart + k * block.BinsPerFeature;
            var bins = block.UpperBounds[k].Length;
            var sums = histogram.Gradients.AsSpan(start, bins);
            var (bin, gain) = histogram.Weights is { } weightSums ? FindWeighted(sums, weightSums.AsSpan(start, bins), leaf) : Find(sums, leaf);
            if (bin >= 0)
                best = Split.Better(best, new Split(feature, bin, gain));
        }

        return best;
    }

    [SkipLocalsInit]
    private (int Bin, double Gain) Find(ReadOnlySpan<long> sums, LeafTotals leaf)
    {
        // Room for what a vector reads beyond the end; what stands there changes no result.
        Span<long> left = stackalloc long[FeatureBlock.MaxBins + Vector<long>.Count];
        Span<byte> bins = stackalloc byte[FeatureBlock.MaxBins + 1];
        var (from, to) = SumUp(sums, left, bins, leaf.Count);
        var total = leaf.Gradients >> gradients.CountBits;
        var bestAt = -1;
        var best = 0.0;
        for (var start = from; start < to; start += Vector<long>.Count)
        {
            // Several sums at once are only asked whether one may be better, without dividing; the answer errs on the side of yes.
            var end = Math.Min(start + Vector<long>.Count, to);
            if (!MayGainMore(new Vector<long>(left[start..]), total, leaf.Count, best * Nearly))
                continue;
            for (var i = start; i < end; i++)
            {
                // left^2/n + right^2/m - total^2/(n + m), all over one denominator, is (left * (n + m) - total * n)^2 / (n * m * (n + m)).
                var count = (double)(left[i] & gradients.CountMask);
                var excess = (left[i] >> gradients.CountBits) * (double)leaf.Count - total * count;
                var gain = excess * excess / (count * (leaf.Count - count));
                if (gain > best)
                {
                    best = gain;
                    bestAt = i;
                }
            }
        }

        return bestAt < 0 ? (-1, 0) : Significant(bins[bestAt], best / leaf.Count * gradients.Unit * gradients.Unit, leaf);
    }

    /// <summary>The sums from the first bin to each that holds rows, and those bins; the places in the range returned leave enough rows on both sides.</summary>
    private (int From, int To) SumUp(ReadOnlySpan<long> sums, Span<long> left, Span<byte> bins, int count)
    {
        var mask = gradients.CountMask;
        var sum = 0L;
        var found = 0;
        for (var start = 0; start < sums.Length && (sum & mask) <= count - minimumRows; start += Vector<long>.Count)
        {
            // Most bins of a small leaf are empty.
            var end = Math.Min(start + Vector<long>.Count, sums.Length);
            if (end - start == Vector<long>.Count && new Vector<long>(sums[start..]) == Vector<long>.Zero)
                continue;
            for (var bin = start; bin < end; bin++)
            {
                // Without a branch: an empty bin's entry is overwritten by the next.
                sum += sums[bin];
                left[found] = sum;
                bins[found] = (byte)bin;
                found += sums[bin] == 0 ? 0 : 1;
            }
        }

        var to = found;
        while (to > 0 && (left[to - 1] & mask) > count - minimumRows)
            to--;
        var from = 0;
        while (from < to && (left[from] & mask) < minimumRows)
            from++;
        return (from, to);
    }

    private bool MayGainMore(Vector<long> left, double total, double count, double best)
    {
        var rows = Vector.ConvertToDouble(left & new Vector<long>(gradients.CountMask));
        var excess = Vector.ConvertToDouble(Vector.ShiftRightArithmetic(left, gradients.CountBits)) * count - total * rows;
        return Vector.GreaterThanAny(excess * excess, best * (rows * (new Vector<double>(count) - rows)));
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
