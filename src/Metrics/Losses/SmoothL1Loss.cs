using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Smooth L1 (Girshick, ICCV 2015; PyTorch's <c>SmoothL1Loss</c>), number by number: a parabola for small errors, straight beyond.</summary>
public sealed class SmoothL1Loss : Loss
{
    private readonly double _beta;

    /// <summary>A loss.</summary>
    /// <param name="beta">The error where the parabola ends; not negative, 1 by default. 0 gives the absolute error.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public SmoothL1Loss(double beta = 1)
    {
        Ensure.InRange(beta, 0, double.MaxValue);
        _beta = beta;
    }

    private protected override int LengthOfItem(int numbers) => 1;

    private protected override void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        EnsureFinite(predictions, nameof(predictions));
        EnsureFinite(targets, nameof(targets));
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        double error = prediction[0] - target[0];
        bool small = Math.Abs(error) < _beta;
        if (!gradient.IsEmpty)
            gradient[0] = small ? error / _beta : Math.Sign(error);
        return small ? error * error / (2 * _beta) : Math.Abs(error) - (_beta / 2);
    }
}
