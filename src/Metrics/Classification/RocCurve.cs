using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>
/// The receiver operating characteristic as points, from the threshold above all scores (0, 0) to the lowest score (1, 1). Equal scores are one point,
/// as in scikit-learn's <c>roc_curve</c>.
/// </summary>
public sealed record RocCurve
{
    private readonly RankedScores _ranked;

    private RocCurve(RankedScores ranked, ImmutableArray<double> thresholds, ImmutableArray<double> falsePositiveRates, ImmutableArray<double> truePositiveRates, double area)
    {
        _ranked = ranked;
        Thresholds = thresholds;
        FalsePositiveRates = falsePositiveRates;
        TruePositiveRates = truePositiveRates;
        Area = area;
    }

    /// <summary>Falling thresholds; the first is positive infinity (nothing is predicted positive).</summary>
    public ImmutableArray<double> Thresholds { get; }

    /// <summary>At each threshold, the share of the negatives with at least that score; NaN without negatives.</summary>
    public ImmutableArray<double> FalsePositiveRates { get; }

    /// <summary>At each threshold, the share of the positives with at least that score; NaN without positives.</summary>
    public ImmutableArray<double> TruePositiveRates { get; }

    /// <summary>The area under the curve: the chance that a positive scores above a negative, ties counting half. NaN when a class is missing.</summary>
    public double Area { get; }

    /// <summary>The curve of some scores.</summary>
    /// <param name="labels">True for the positive class.</param>
    /// <param name="scores">As many scores, finite; higher means more positive.</param>
    /// <param name="weights">As many weights, not negative, or none for 1 each; a row of weight 0 counts as absent.</param>
    /// <returns>The curve with every distinct score as a point.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite, or a weight is negative or not finite.</exception>
    public static RocCurve From(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default)
    {
        RankedScores.EnsureRows(labels.Length, scores, weights);
        return From(RankedScores.From(labels, scores, weights));
    }

    /// <summary>The area alone, without points: exact for rows without weights (a ratio of two integers).</summary>
    /// <param name="labels">True for the positive class.</param>
    /// <param name="scores">As many scores, finite.</param>
    /// <returns>0 to 1; NaN when a class is missing.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite.</exception>
    public static double AreaOf(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        RankedScores.EnsureRows(labels.Length, scores, default);
        (ulong[] positives, ulong[] negatives) = ScoreOrder.Split(labels, scores);
        if (positives.Length == 0 || negatives.Length == 0)
            return double.NaN;
        // Twice the number of pairs where the positive stands above the negative; a tie counts 1. It fits a long up to 3 * 10^9 rows of each.
        long doubled = 0;
        int below = 0;
        int atMost = 0;
        foreach (ulong key in positives)
        {
            while (below < negatives.Length && negatives[below] < key)
                below++;
            atMost = Math.Max(atMost, below);
            while (atMost < negatives.Length && negatives[atMost] <= key)
                atMost++;
            doubled += below + (long)atMost;
        }

        return doubled / (2.0 * positives.Length * negatives.Length);
    }

    /// <summary>The same curve without the points that lie on the straight line between their neighbours (scikit-learn's <c>drop_intermediate</c>).</summary>
    /// <returns>A curve with the same area and as many points or fewer.</returns>
    public RocCurve WithoutIntermediatePoints()
    {
        var kept = new List<int>();
        int last = _ranked.Thresholds.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            bool corner = i == 0 || i == last
                || _ranked.TruePositives[i + 1] - (2 * _ranked.TruePositives[i]) + _ranked.TruePositives[i - 1] != 0
                || _ranked.FalsePositives[i + 1] - (2 * _ranked.FalsePositives[i]) + _ranked.FalsePositives[i - 1] != 0;
            if (corner)
                kept.Add(i + 1);
        }

        if (Thresholds.Length > 0)
            kept.Insert(0, 0);
        return new(_ranked, [.. kept.Select(i => Thresholds[i])], [.. kept.Select(i => FalsePositiveRates[i])], [.. kept.Select(i => TruePositiveRates[i])], Area);
    }

    /// <summary>The area up to a false positive rate, standardised so that chance is 0.5 and perfect is 1 (McClish 1989; scikit-learn's <c>max_fpr</c>).</summary>
    /// <param name="mostFalsePositives">Above 0, at most 1.</param>
    /// <returns>0.5 for chance, 1 for perfect; NaN when a class is missing.</returns>
    public double PartialArea(double mostFalsePositives)
    {
        Ensure.InRange(mostFalsePositives, double.Epsilon, 1);
        if (double.IsNaN(Area) || mostFalsePositives == 1)
            return Area;
        int stop = 0;
        while (stop < FalsePositiveRates.Length && FalsePositiveRates[stop] <= mostFalsePositives)
            stop++;
        double area = 0;
        for (int i = 1; i < stop; i++)
            area += Trapezoid(i, FalsePositiveRates[i], TruePositiveRates[i]);
        double share = (mostFalsePositives - FalsePositiveRates[stop - 1]) / (FalsePositiveRates[stop] - FalsePositiveRates[stop - 1]);
        double height = TruePositiveRates[stop - 1] + (share * (TruePositiveRates[stop] - TruePositiveRates[stop - 1]));
        area += Trapezoid(stop, mostFalsePositives, height);
        double least = 0.5 * mostFalsePositives * mostFalsePositives;
        return 0.5 * (1 + ((area - least) / (mostFalsePositives - least)));
    }

    /// <summary>The threshold that serves an aim best, with what it gives.</summary>
    /// <param name="aim">What is wanted.</param>
    /// <returns>The choice; <see langword="null"/> when no threshold meets the aim.</returns>
    public ThresholdChoice? BestThreshold(ThresholdAim aim)
    {
        ArgumentNullException.ThrowIfNull(aim);
        return aim.Best(_ranked);
    }

    /// <summary>The number of points and the area.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ROC curve of {Thresholds.Length} points, area {Area:0.0000}");

    internal static RocCurve From(RankedScores ranked)
    {
        int steps = ranked.Thresholds.Length;
        if (steps == 0)
            return new(ranked, [], [], [], double.NaN);
        var thresholds = new double[steps + 1];
        var falsePositives = new double[steps + 1];
        var truePositives = new double[steps + 1];
        thresholds[0] = double.PositiveInfinity;
        // Without a class its rate is 0/0 everywhere, also at the first point.
        falsePositives[0] = ranked.Negatives > 0 ? 0 : double.NaN;
        truePositives[0] = ranked.Positives > 0 ? 0 : double.NaN;
        double area = 0;
        double lastHit = 0;
        double lastMiss = 0;
        for (int i = 0; i < steps; i++)
        {
            thresholds[i + 1] = ranked.Thresholds[i];
            falsePositives[i + 1] = ranked.FalsePositives[i] / ranked.Negatives;
            truePositives[i + 1] = ranked.TruePositives[i] / ranked.Positives;
            area += (ranked.FalsePositives[i] - lastMiss) * (ranked.TruePositives[i] + lastHit);
            (lastHit, lastMiss) = (ranked.TruePositives[i], ranked.FalsePositives[i]);
        }

        return new(
            ranked,
            ImmutableCollectionsMarshal.AsImmutableArray(thresholds),
            ImmutableCollectionsMarshal.AsImmutableArray(falsePositives),
            ImmutableCollectionsMarshal.AsImmutableArray(truePositives),
            area / (2 * ranked.Positives * ranked.Negatives));
    }

    private double Trapezoid(int i, double x, double y) => (x - FalsePositiveRates[i - 1]) * (y + TruePositiveRates[i - 1]) / 2;
}
