using System.Collections.Immutable;
using System.Globalization;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>One bar of a reliability diagram.</summary>
/// <param name="From">Lower end of the confidences in the bin (not inside it, but for the first bin).</param>
/// <param name="To">Upper end of the confidences in the bin (inside it).</param>
/// <param name="Weight">Count or weight of the rows in the bin.</param>
/// <param name="Confidence">Their mean confidence; NaN in an empty bin.</param>
/// <param name="Accuracy">The share of them that came true; NaN in an empty bin.</param>
public sealed record CalibrationBin(double From, double To, double Weight, double Confidence, double Accuracy);

/// <summary>Whether confidences mean what they say: the reliability diagram and the expected calibration error (Guo et al., ICML 2017).</summary>
/// <param name="Bins">Bins of equal width over 0..1.</param>
public sealed record Calibration(ImmutableArray<CalibrationBin> Bins)
{
    /// <summary>Bins when nothing else is said.</summary>
    public const int DefaultBins = 15;

    /// <summary>The mean distance of confidence and accuracy over the bins, weighted by their rows: 0 (perfect) to 1. NaN without rows.</summary>
    public double ExpectedError
    {
        get
        {
            double total = Bins.Sum(bin => bin.Weight);
            return total > 0 ? Bins.Where(bin => bin.Weight > 0).Sum(bin => bin.Weight / total * Math.Abs(bin.Confidence - bin.Accuracy)) : double.NaN;
        }
    }

    /// <summary>The largest distance of confidence and accuracy in any bin; NaN without rows.</summary>
    public double MaximumError => Bins.Any(bin => bin.Weight > 0) ? Bins.Where(bin => bin.Weight > 0).Max(bin => Math.Abs(bin.Confidence - bin.Accuracy)) : double.NaN;

    /// <summary>The calibration of some confidences.</summary>
    /// <param name="correct">Whether each came true.</param>
    /// <param name="confidences">As many probabilities, 0 to 1.</param>
    /// <param name="weights">As many weights, not negative, or none for 1 each.</param>
    /// <param name="bins">At least 1; 15 by default.</param>
    /// <returns>The bins, with empty ones among them.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A confidence is outside 0..1, a weight is negative, or <paramref name="bins"/> is less than 1.</exception>
    public static Calibration From(ReadOnlySpan<bool> correct, ReadOnlySpan<double> confidences, ReadOnlySpan<double> weights = default, int bins = DefaultBins)
    {
        RankedScores.EnsureRows(correct.Length, confidences, weights);
        Ensure.InRange(bins, 1, 1_000_000);
        foreach (double confidence in confidences)
            Ensure.InRange(confidence, 0, 1, nameof(confidences));
        (ExactSum Weight, ExactSum Confidence, ExactSum Hits)[] sums = [.. Enumerable.Range(0, bins).Select(_ => (new ExactSum(), new ExactSum(), new ExactSum()))];
        for (int i = 0; i < confidences.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            int bin = Math.Clamp((int)Math.Ceiling(confidences[i] * bins) - 1, 0, bins - 1);
            sums[bin].Weight.Add(weight);
            sums[bin].Confidence.Add(weight * confidences[i]);
            if (correct[i])
                sums[bin].Hits.Add(weight);
        }

        return new([.. sums.Select((sum, i) => new CalibrationBin(
            (double)i / bins, (double)(i + 1) / bins, sum.Weight.Value, sum.Confidence.Value / sum.Weight.Value, sum.Hits.Value / sum.Weight.Value))]);
    }

    /// <summary>The expected calibration error.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"expected calibration error {ExpectedError:0.0000} over {Bins.Length} bins");
}
