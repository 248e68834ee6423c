using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>
/// Precision against recall as points, from the lowest threshold (recall 1) to the point (precision 1, recall 0) above all scores, as in scikit-learn's
/// <c>precision_recall_curve</c>: recall falls, and <see cref="Thresholds"/> has one number less than the rates.
/// </summary>
public sealed record PrecisionRecallCurve
{
    private PrecisionRecallCurve(ImmutableArray<double> thresholds, ImmutableArray<double> precisions, ImmutableArray<double> recalls)
    {
        Thresholds = thresholds;
        Precisions = precisions;
        Recalls = recalls;
    }

    /// <summary>The distinct scores, rising.</summary>
    public ImmutableArray<double> Thresholds { get; }

    /// <summary>At each threshold, of what is predicted positive the share that is; the last one is 1.</summary>
    public ImmutableArray<double> Precisions { get; }

    /// <summary>At each threshold, of what is positive the share predicted so; the last one is 0. NaN without positives.</summary>
    public ImmutableArray<double> Recalls { get; }

    /// <summary>
    /// Average precision: the sum of precision times the growth of recall, without interpolation (scikit-learn's <c>average_precision_score</c>).
    /// NaN without positives, where scikit-learn says 0.
    /// </summary>
    public double AveragePrecision
    {
        get
        {
            double sum = Recalls.IsEmpty ? double.NaN : 0;
            for (int i = Thresholds.Length - 1; i >= 0; i--)
                sum += (Recalls[i] - Recalls[i + 1]) * Precisions[i];
            return sum;
        }
    }

    /// <summary>The area under straight lines between the points; too good where the points are far apart (Davis and Goadrich 2006). NaN without positives.</summary>
    public double TrapezoidArea
    {
        get
        {
            double sum = Recalls.IsEmpty ? double.NaN : 0;
            for (int i = 0; i < Thresholds.Length; i++)
                sum += (Recalls[i] - Recalls[i + 1]) * (Precisions[i] + Precisions[i + 1]) / 2;
            return sum;
        }
    }

    /// <summary>The curve of some scores.</summary>
    /// <param name="labels">True for the positive class.</param>
    /// <param name="scores">As many scores, finite; higher means more positive.</param>
    /// <param name="weights">As many weights, not negative, or none for 1 each; a row of weight 0 counts as absent.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite, or a weight is negative or not finite.</exception>
    public static PrecisionRecallCurve From(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default)
    {
        RankedScores.EnsureRows(labels.Length, scores, weights);
        return From(RankedScores.From(labels, scores, weights));
    }

    /// <summary>The number of points and the average precision.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"precision-recall curve of {Recalls.Length} points, average precision {AveragePrecision:0.0000}");

    internal static PrecisionRecallCurve From(RankedScores ranked)
    {
        int steps = ranked.Thresholds.Length;
        if (steps == 0)
            return new([], [], []);
        var thresholds = new double[steps];
        var precisions = new double[steps + 1];
        var recalls = new double[steps + 1];
        for (int i = 0; i < steps; i++)
        {
            int from = steps - 1 - i;
            thresholds[i] = ranked.Thresholds[from];
            precisions[i] = ranked.TruePositives[from] / (ranked.TruePositives[from] + ranked.FalsePositives[from]);
            recalls[i] = ranked.TruePositives[from] / ranked.Positives;
        }

        precisions[steps] = 1;
        recalls[steps] = ranked.Positives > 0 ? 0 : double.NaN;
        return new(
            ImmutableCollectionsMarshal.AsImmutableArray(thresholds),
            ImmutableCollectionsMarshal.AsImmutableArray(precisions),
            ImmutableCollectionsMarshal.AsImmutableArray(recalls));
    }
}
