using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>What a decision threshold is chosen for.</summary>
public sealed class ThresholdAim
{
    private readonly Func<ThresholdChoice, double> _value;

    private ThresholdAim(Func<ThresholdChoice, double> value) => _value = value;

    /// <summary>The highest Youden index: true positive rate minus false positive rate.</summary>
    public static ThresholdAim Youden { get; } = new(c => c.Recall - c.FalsePositiveRate);

    /// <summary>The highest accuracy.</summary>
    public static ThresholdAim Accuracy { get; } = new(c => c.TruePositives + c.TrueNegatives);

    /// <summary>The highest F-beta.</summary>
    /// <param name="beta">Greater than 0: recall counts beta times as much as precision.</param>
    /// <returns>The aim.</returns>
    public static ThresholdAim FBeta(double beta = 1)
    {
        Ensure.Positive(beta);
        double square = beta * beta;
        return new(c => (1 + square) * c.TruePositives / (((1 + square) * c.TruePositives) + (square * c.FalseNegatives) + c.FalsePositives));
    }

    /// <summary>The highest recall at which the precision is still at least this.</summary>
    /// <param name="least">0 to 1.</param>
    /// <returns>The aim.</returns>
    public static ThresholdAim PrecisionAtLeast(double least)
    {
        Ensure.InRange(least, 0, 1);
        return new(c => c.Precision >= least ? c.Recall : double.NaN);
    }

    /// <summary>The highest precision at which the recall is still at least this.</summary>
    /// <param name="least">0 to 1.</param>
    /// <returns>The aim.</returns>
    public static ThresholdAim RecallAtLeast(double least)
    {
        Ensure.InRange(least, 0, 1);
        return new(c => c.Recall >= least ? c.Precision : double.NaN);
    }

    /// <summary>The highest recall at which the false positive rate is still at most this.</summary>
    /// <param name="most">0 to 1.</param>
    /// <returns>The aim.</returns>
    public static ThresholdAim FalsePositiveRateAtMost(double most)
    {
        Ensure.InRange(most, 0, 1);
        return new(c => c.FalsePositiveRate <= most ? c.Recall : double.NaN);
    }

    /// <summary>The lowest cost of all errors.</summary>
    /// <param name="falsePositive">Cost of one false alarm; not negative.</param>
    /// <param name="falseNegative">Cost of one miss; not negative.</param>
    /// <returns>The aim.</returns>
    public static ThresholdAim LowestCost(double falsePositive, double falseNegative)
    {
        Ensure.InRange(falsePositive, 0, double.MaxValue);
        Ensure.InRange(falseNegative, 0, double.MaxValue);
        return new(c => -((falsePositive * c.FalsePositives) + (falseNegative * c.FalseNegatives)));
    }

    /// <summary>Of equally good thresholds the highest is taken. Predicting nothing (infinity) is one of the choices.</summary>
    internal ThresholdChoice? Best(RankedScores ranked)
    {
        ThresholdChoice? best = null;
        double bestValue = double.NaN;
        for (int i = -1; i < ranked.Thresholds.Length; i++)
        {
            double hits = i < 0 ? 0 : ranked.TruePositives[i];
            double misses = i < 0 ? 0 : ranked.FalsePositives[i];
            var choice = new ThresholdChoice(
                i < 0 ? double.PositiveInfinity : ranked.Thresholds[i], hits, misses, ranked.Positives - hits, ranked.Negatives - misses);
            double value = _value(choice);
            if (double.IsNaN(value) || (best is not null && value <= bestValue))
                continue;
            (best, bestValue) = (choice, value);
        }

        return best;
    }
}
