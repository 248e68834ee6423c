namespace DeepRecipes.Metrics;

/// <summary>
/// Boundary loss (Kervadec et al., MIDL 2019): the mean of probability times signed distance to the true boundary. Targets are not masks but their
/// <see cref="SignedDistanceMap"/>: negative inside, so that probability inside is rewarded.
/// </summary>
/// <remarks>
/// This loss is negative for a good prediction: its smallest value is the mean of the negative distances, which a perfect prediction has
/// (<see cref="LeastFor"/>). It is meant to be added to a region loss (<see cref="MultiTaskLoss"/>).
/// </remarks>
public sealed class BoundaryLoss : RegionLoss
{
    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <summary>The smallest value for a distance map: that of a perfect prediction.</summary>
    /// <param name="distances">Signed distances of one image.</param>
    /// <returns>Not above 0; NaN for no pixels.</returns>
    public static double LeastFor(ReadOnlySpan<double> distances)
    {
        double sum = 0;
        foreach (double distance in distances)
            sum += Math.Min(distance, 0);
        return sum / distances.Length;
    }

    private protected override void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        EnsureShares(predictions, nameof(predictions));
        EnsureFinite(targets, nameof(targets));
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
            sum += prediction[i] * target[i];
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] = target[i] / prediction.Length;
        return sum / prediction.Length;
    }
}
