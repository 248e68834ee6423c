using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Binary cross entropy of a score before the sigmoid, number by number; PyTorch's <c>BCEWithLogitsLoss(pos_weight)</c>.</summary>
/// <remarks>Targets between 0 and 1 have their own entropy for a minimum, not 0.</remarks>
public sealed class BinaryCrossEntropyLoss : Loss
{
    private readonly double _positiveWeight;

    /// <summary>A loss.</summary>
    /// <param name="positiveWeight">How much a positive counts against a negative; above 0, 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not above 0.</exception>
    public BinaryCrossEntropyLoss(double positiveWeight = 1)
    {
        Ensure.InRange(positiveWeight, double.Epsilon, double.MaxValue);
        _positiveWeight = positiveWeight;
    }

    private protected override int LengthOfItem(int numbers) => 1;

    private protected override void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        EnsureFinite(predictions, nameof(predictions));
        EnsureShares(targets, nameof(targets));
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        (double x, double t) = (prediction[0], target[0]);
        if (!gradient.IsEmpty)
            gradient[0] = ((1 - t) * Logistic.Sigmoid(x)) - (_positiveWeight * t * Logistic.Sigmoid(-x));
        return (_positiveWeight * t * Logistic.Softplus(-x)) + ((1 - t) * Logistic.Softplus(x));
    }
}
