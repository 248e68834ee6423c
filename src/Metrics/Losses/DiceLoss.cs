using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Soft Dice loss: 1 less twice the overlap over both sizes (Milletari et al., 3DV 2016, with plain sums in the denominator).</summary>
/// <remarks>Predictions are probabilities: a sigmoid or softmax must stand before it. With no object and none predicted the loss is 0.</remarks>
public sealed class DiceLoss : RegionLoss
{
    private readonly double _smooth;

    /// <summary>A loss.</summary>
    /// <param name="smooth">Added to numerator and denominator; above 0, 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
    public DiceLoss(double smooth = 1)
    {
        Ensure.InRange(smooth, double.Epsilon, double.MaxValue);
        _smooth = smooth;
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        (double overlap, double sizes) = Sums(prediction, target);
        double numerator = (2 * overlap) + _smooth;
        double denominator = sizes + _smooth;
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] = (numerator - (2 * target[i] * denominator)) / (denominator * denominator);
        return 1 - (numerator / denominator);
    }

    internal static (double Overlap, double Sizes) Sums(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target)
    {
        double overlap = 0;
        double sizes = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            overlap += prediction[i] * target[i];
            sizes += prediction[i] + target[i];
        }

        return (overlap, sizes);
    }
}
