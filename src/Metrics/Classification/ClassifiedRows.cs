namespace DeepRecipes.Metrics;

/// <summary>The rows of a classification, as columns.</summary>
/// <param name="Labels">The true class of each.</param>
/// <param name="Probabilities">One a class, row by row.</param>
/// <param name="Weights">What each counts.</param>
internal sealed record ClassifiedRows(int[] Labels, double[] Probabilities, double[] Weights)
{
    public static ClassifiedRows None { get; } = new([], [], []);
}
