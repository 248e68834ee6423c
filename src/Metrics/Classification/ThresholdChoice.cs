namespace DeepRecipes.Metrics;

/// <summary>A decision threshold (positive from this score on) and what it gives on the data it was chosen from.</summary>
/// <param name="Threshold">The lowest score that counts as positive; positive infinity predicts nothing.</param>
/// <param name="TruePositives">Count or weight.</param>
/// <param name="FalsePositives">Count or weight.</param>
/// <param name="FalseNegatives">Count or weight.</param>
/// <param name="TrueNegatives">Count or weight.</param>
public sealed record ThresholdChoice(double Threshold, double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    /// <summary>Of what is predicted positive, the share that is; NaN when nothing is.</summary>
    public double Precision => TruePositives / (TruePositives + FalsePositives);

    /// <summary>Of the positives, the share predicted so; NaN without positives.</summary>
    public double Recall => TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Of the negatives, the share predicted positive; NaN without negatives.</summary>
    public double FalsePositiveRate => FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>The harmonic mean of precision and recall; NaN without positives predicted or true.</summary>
    public double F1 => 2 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);
}
