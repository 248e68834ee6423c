using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Scores from the highest down, equal ones as one step, with what lies at or above each: all that ROC and precision-recall curves are made of.</summary>
internal sealed class RankedScores
{
    private RankedScores(double[] thresholds, double[] truePositives, double[] falsePositives)
    {
        Thresholds = thresholds;
        TruePositives = truePositives;
        FalsePositives = falsePositives;
    }

    /// <summary>The distinct scores, falling.</summary>
    public double[] Thresholds { get; }

    /// <summary>Weight of the positives with at least the threshold's score.</summary>
    public double[] TruePositives { get; }

    /// <summary>Weight of the negatives with at least the threshold's score.</summary>
    public double[] FalsePositives { get; }

    public double Positives => TruePositives.Length == 0 ? 0 : TruePositives[^1];

    public double Negatives => FalsePositives.Length == 0 ? 0 : FalsePositives[^1];

    /// <param name="labels">True for the positive class.</param>
    /// <param name="scores">Finite.</param>
    /// <param name="weights">Empty for all 1, or as many as scores; rows of weight 0 count as absent.</param>
    public static RankedScores From(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) =>
        weights.IsEmpty ? Counted(labels, scores) : Weighted(labels, scores, weights);

    private static RankedScores Counted(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        (ulong[] positives, ulong[] negatives) = ScoreOrder.Split(labels, scores);
        var thresholds = new List<double>();
        var hits = new List<double>();
        var misses = new List<double>();
        int p = positives.Length;
        int n = negatives.Length;
        while (p > 0 || n > 0)
        {
            ulong key = Math.Max(p > 0 ? positives[p - 1] : 0, n > 0 ? negatives[n - 1] : 0);
            while (p > 0 && positives[p - 1] == key)
                p--;
            while (n > 0 && negatives[n - 1] == key)
                n--;
            thresholds.Add(ScoreOrder.Score(key));
            hits.Add(positives.Length - p);
            misses.Add(negatives.Length - n);
        }

        return new([.. thresholds], [.. hits], [.. misses]);
    }

    private static RankedScores Weighted(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var rows = new List<Row>(scores.Length);
        for (int i = 0; i < scores.Length; i++)
        {
            if (weights[i] > 0)
                rows.Add(new(scores[i] + 0.0, labels[i], weights[i]));
        }

        // The order is one of the rows alone, so that the plain sums below do not depend on how the data came.
        CollectionsMarshal.AsSpan(rows).Sort();
        var thresholds = new List<double>();
        var hits = new List<double>();
        var misses = new List<double>();
        double hit = 0;
        double miss = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Label)
                hit += rows[i].Weight;
            else
                miss += rows[i].Weight;
            if (i + 1 < rows.Count && rows[i + 1].Score.Equals(rows[i].Score))
                continue;
            thresholds.Add(rows[i].Score);
            hits.Add(hit);
            misses.Add(miss);
        }

        return new([.. thresholds], [.. hits], [.. misses]);
    }

    public static void EnsureRows(int labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        Ensure.Length(labels, scores.Length, nameof(labels));
        if (!weights.IsEmpty)
            Ensure.Length(weights.Length, scores.Length, nameof(weights));
        foreach (double score in scores)
        {
            if (!double.IsFinite(score))
                Ensure.Finite(score, nameof(scores));
        }

        foreach (double weight in weights)
            Ensure.InRange(weight, 0, double.MaxValue, nameof(weights));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(double Score, bool Label, double Weight) : IComparable<Row>
    {
        public int CompareTo(Row other)
        {
            int order = other.Score.CompareTo(Score);
            if (order == 0)
                order = other.Label.CompareTo(Label);
            return order == 0 ? Weight.CompareTo(other.Weight) : order;
        }
    }
}
