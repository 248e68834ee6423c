namespace DeepRecipes.Metrics;

/// <summary>1 less the intersection over union (Yu et al., ACM MM 2016, in its linear form): 0 for the same box, 1 for boxes apart.</summary>
public sealed class IoULoss : BoxLoss
{
    private protected override double Pair(in BoxPair pair, Span<double> gradient) => Apart(in pair, gradient);
}
