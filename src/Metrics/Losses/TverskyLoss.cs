using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Tversky loss: Dice with a weight for false alarms and another for misses (Salehi et al., MLMI 2017).</summary>
/// <remarks>Predictions are probabilities. With .5 and .5 it is <see cref="DiceLoss"/> (whose smoothing is twice this one's, as are its sums).</remarks>
public sealed class TverskyLoss : RegionLoss
{
    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _smooth;

    /// <summary>A loss.</summary>
    /// <param name="alpha">Weight of what is predicted and not there; not negative, 0.3 by default.</param>
    /// <param name="beta">Weight of what is there and not predicted; not negative, 0.7 by default.</param>
    /// <param name="smooth">Added to numerator and denominator; above 0, 0.5 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public TverskyLoss(double alpha = 0.3, double beta = 0.7, double smooth = 0.5)
    {
        Ensure.InRange(alpha, 0, double.MaxValue);
        Ensure.InRange(beta, 0, double.MaxValue);
        Ensure.InRange(smooth, double.Epsilon, double.MaxValue);
        (_alpha, _beta, _smooth) = (alpha, beta, smooth);
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        double hits = 0;
        double alarms = 0;
        double misses = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            hits += prediction[i] * target[i];
            alarms += prediction[i] * (1 - target[i]);
            misses += (1 - prediction[i]) * target[i];
        }

        double numerator = hits + _smooth;
        double denominator = hits + (_alpha * alarms) + (_beta * misses) + _smooth;
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = target[i] + (_alpha * (1 - target[i])) - (_beta * target[i]);
            gradient[i] = ((numerator * slope) - (target[i] * denominator)) / (denominator * denominator);
        }

        return 1 - (numerator / denominator);
    }
}
