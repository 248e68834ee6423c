using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>A loss over regions: an item is an image (or one channel of it), its predictions probabilities.</summary>
public abstract class RegionLoss : Loss
{
    private readonly int _pixels;

    /// <summary>Pixels of an image; 0, the default, takes all numbers as one image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Pixels
    {
        get => _pixels;
        init
        {
            Ensure.InRange(value, 0, int.MaxValue, nameof(Pixels));
            _pixels = value;
        }
    }

    private protected override int LengthOfItem(int numbers) => Pixels == 0 ? numbers : Pixels;

    private protected override void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        EnsureShares(predictions, nameof(predictions));
        EnsureShares(targets, nameof(targets));
    }
}
