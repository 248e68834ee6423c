using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>
/// Exponential logarithmic loss (Wong et al., MICCAI 2018) of one object against its background: a power of the logarithm of Dice, and a power of the
/// cross entropy, weighted and added. Small objects count as much as large ones.
/// </summary>
/// <remarks>
/// Predictions are probabilities. With exponents below 1 the slope is infinite where a pixel (or the Dice) is perfect; it is given as 0 there.
/// A probability of 0 for what is there counts as 1e-12. With exponents 1 and one of the weights 0 it is -ln(Dice), or the cross entropy.
/// </remarks>
public sealed class ExponentialLogarithmicLoss : RegionLoss
{
    private const double Least = 1e-12;

    private readonly double _diceWeight;
    private readonly double _crossWeight;
    private readonly double _diceExponent;
    private readonly double _crossExponent;
    private readonly double _smooth;

    /// <summary>A loss; the defaults are the paper's.</summary>
    /// <param name="diceWeight">Not negative; 0.8 by default.</param>
    /// <param name="crossWeight">Not negative; 0.2 by default.</param>
    /// <param name="diceExponent">Above 0; 0.3 by default.</param>
    /// <param name="crossExponent">Above 0; 0.3 by default.</param>
    /// <param name="smooth">Added to Dice's numerator and denominator; above 0, 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public ExponentialLogarithmicLoss(double diceWeight = 0.8, double crossWeight = 0.2, double diceExponent = 0.3, double crossExponent = 0.3, double smooth = 1)
    {
        Ensure.InRange(diceWeight, 0, double.MaxValue);
        Ensure.InRange(crossWeight, 0, double.MaxValue);
        Ensure.InRange(diceExponent, double.Epsilon, double.MaxValue);
        Ensure.InRange(crossExponent, double.Epsilon, double.MaxValue);
        Ensure.InRange(smooth, double.Epsilon, double.MaxValue);
        (_diceWeight, _crossWeight, _diceExponent, _crossExponent, _smooth) = (diceWeight, crossWeight, diceExponent, crossExponent, smooth);
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        (double overlap, double sizes) = DiceLoss.Sums(prediction, target);
        double numerator = (2 * overlap) + _smooth;
        double denominator = sizes + _smooth;
        double logDice = Math.Max(0, -Math.Log(numerator / denominator));
        double diceSlope = Slope(logDice, _diceExponent);
        double cross = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            // A soft target splits the pixel between both classes.
            (double p, double t) = (prediction[i], target[i]);
            double there = -Math.Log(Math.Max(p, Least));
            double absent = -Math.Log(Math.Max(1 - p, Least));
            cross += (t * Math.Pow(there, _crossExponent)) + ((1 - t) * Math.Pow(absent, _crossExponent));
            if (gradient.IsEmpty)
                continue;
            double thereSlope = p > Least ? -Slope(there, _crossExponent) / p : 0;
            double absentSlope = 1 - p > Least ? Slope(absent, _crossExponent) / (1 - p) : 0;
            double fromCross = ((t * thereSlope) + ((1 - t) * absentSlope)) / prediction.Length;
            // d(-ln(n / d)) = 1 / d - 2 t / n.
            double fromDice = diceSlope * ((1 / denominator) - (2 * t / numerator));
            gradient[i] = (_diceWeight * fromDice) + (_crossWeight * fromCross);
        }

        return (_diceWeight * Math.Pow(logDice, _diceExponent)) + (_crossWeight * cross / prediction.Length);
    }

    private static double Slope(double value, double exponent) => value > 0 ? exponent * Math.Pow(value, exponent - 1) : exponent == 1 ? 1 : 0;
}
