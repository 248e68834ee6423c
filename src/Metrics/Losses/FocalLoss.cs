using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>
/// Focal loss of a score before the sigmoid, number by number: cross entropy that counts what is already right less (Lin et al., ICCV 2017; torchvision's
/// <c>sigmoid_focal_loss</c>).
/// </summary>
public sealed class FocalLoss : Loss
{
    private readonly double _gamma;
    private readonly double? _alpha;

    /// <summary>A loss.</summary>
    /// <param name="gamma">How much less the right ones count; at least 0, 2 by default. 0 gives cross entropy.</param>
    /// <param name="alpha">Weight of the positives, 1 less it of the negatives; 0 to 1, 0.25 by default, or <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public FocalLoss(double gamma = 2, double? alpha = 0.25)
    {
        Ensure.InRange(gamma, 0, double.MaxValue);
        if (alpha is double share)
            Ensure.InRange(share, 0, 1, nameof(alpha));
        (_gamma, _alpha) = (gamma, alpha);
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
        double weight = _alpha is double alpha ? (alpha * t) + ((1 - alpha) * (1 - t)) : 1;
        double p = Logistic.Sigmoid(x);
        double q = Logistic.Sigmoid(-x);
        // The share that is wrong: 1 - p_t, from both sigmoids so that neither end cancels.
        double wrong = (q * t) + (p * (1 - t));
        double entropy = (t * Logistic.Softplus(-x)) + ((1 - t) * Logistic.Softplus(x));
        double focus = Math.Pow(wrong, _gamma);
        if (!gradient.IsEmpty)
        {
            double wrongSlope = p * q * (1 - (2 * t));
            double focusSlope = _gamma == 0 || wrong == 0 ? 0 : _gamma * Math.Pow(wrong, _gamma - 1) * wrongSlope;
            double entropySlope = ((1 - t) * p) - (t * q);
            gradient[0] = weight * ((focusSlope * entropy) + (focus * entropySlope));
        }

        return weight * focus * entropy;
    }
}
