using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>A loss over items (pixels, rows, boxes or images, as each loss says): lower is better, with its gradient for the predictions.</summary>
public abstract class Loss
{
    /// <summary>Mean (the default) or sum over the items.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>The smallest value an item can have; a perfect prediction has it.</summary>
    public virtual double Minimum => 0;

    /// <summary>The reduced loss.</summary>
    /// <param name="predictions">Items one after the other.</param>
    /// <param name="targets">As many numbers as predictions.</param>
    /// <returns>The mean or sum over the items.</returns>
    /// <exception cref="ArgumentException">The lengths differ or hold no whole number of items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the range the loss allows.</exception>
    public double Value(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets) => Reduce(predictions, targets, []);

    /// <summary>The reduced loss and how it changes with each prediction.</summary>
    /// <param name="predictions">Items one after the other.</param>
    /// <param name="targets">As many numbers as predictions.</param>
    /// <param name="gradient">Receives as many numbers: the derivative of the reduced loss.</param>
    /// <returns>The mean or sum over the items.</returns>
    /// <exception cref="ArgumentException">The lengths differ or hold no whole number of items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the range the loss allows.</exception>
    public double ValueAndGradient(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        Ensure.Length(gradient.Length, predictions.Length, nameof(gradient));
        return Reduce(predictions, targets, gradient);
    }

    /// <summary>The loss of each item, not reduced.</summary>
    /// <param name="predictions">Items one after the other.</param>
    /// <param name="targets">As many numbers as predictions.</param>
    /// <returns>A number an item.</returns>
    /// <exception cref="ArgumentException">The lengths differ or hold no whole number of items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the range the loss allows.</exception>
    public double[] Each(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        int length = Check(predictions, targets);
        var losses = new double[predictions.Length / length];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = Item(predictions.Slice(i * length, length), targets.Slice(i * length, length), []);
        return losses;
    }

    /// <summary>Numbers of an item, when there are so many in all.</summary>
    private protected abstract int LengthOfItem(int numbers);

    /// <summary>Refuses numbers the loss is not defined for.</summary>
    private protected abstract void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets);

    /// <summary>The loss of one item; its derivative too, if there is room for it.</summary>
    private protected abstract double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient);

    /// <summary>What the item counts in a mean.</summary>
    private protected virtual double Weight(ReadOnlySpan<double> target) => 1;

    private protected static void EnsureFinite(ReadOnlySpan<double> values, string name)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                Ensure.Finite(value, name);
        }
    }

    private protected static void EnsureShares(ReadOnlySpan<double> values, string name)
    {
        foreach (double value in values)
            Ensure.InRange(value, 0, 1, name);
    }

    private int Check(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        Ensure.Length(targets.Length, predictions.Length, nameof(targets));
        int length = LengthOfItem(predictions.Length);
        if (length < 1 || predictions.Length % length != 0)
        {
            if (predictions.IsEmpty)
                return 1;
            throw new ArgumentException($"{nameof(predictions)} holds {predictions.Length} numbers; a multiple of {length} is needed.", nameof(predictions));
        }

        Validate(predictions, targets);
        return length;
    }

    private double Reduce(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        int length = Check(predictions, targets);
        var sum = new ExactSum();
        var weights = new ExactSum();
        bool undefined = false;
        for (int i = 0; i < predictions.Length; i += length)
        {
            double loss = Item(predictions.Slice(i, length), targets.Slice(i, length), gradient.IsEmpty ? [] : gradient.Slice(i, length));
            weights.Add(Weight(targets.Slice(i, length)));
            if (double.IsFinite(loss))
                sum.Add(loss);
            else
                undefined = true;
        }

        double divisor = Reduction == Reduction.Mean ? weights.Value : 1;
        foreach (ref double derivative in gradient)
            derivative /= divisor;
        return undefined ? double.NaN : sum.Value / divisor;
    }
}
