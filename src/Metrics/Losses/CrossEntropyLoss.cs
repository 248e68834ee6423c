using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>
/// Cross entropy of class scores before the softmax: an item is a row of logits, its target a row of class probabilities (as a rule one 1, the rest 0).
/// </summary>
/// <remarks>
/// With class weights, a mean is over the weights of what is true, as PyTorch's <c>CrossEntropyLoss(weight)</c>. Targets that are not all 0 or 1 have their
/// own entropy for a minimum, not 0. Reference: Bishop, Pattern Recognition and Machine Learning, 4.3.4.
/// </remarks>
public sealed class CrossEntropyLoss : Loss
{
    private readonly int _classes;

    /// <summary>A loss over some classes.</summary>
    /// <param name="classes">At least 2.</param>
    /// <param name="weights">One weight a class, above 0; empty for 1 each.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes, or a weight is not above 0.</exception>
    /// <exception cref="ArgumentException">There is not one weight a class.</exception>
    public CrossEntropyLoss(int classes, params ReadOnlySpan<double> weights)
    {
        Ensure.InRange(classes, 2, int.MaxValue);
        if (!weights.IsEmpty)
            Ensure.Length(weights.Length, classes, nameof(weights));
        foreach (double weight in weights)
            Ensure.InRange(weight, double.Epsilon, double.MaxValue, nameof(weights));
        _classes = classes;
        Weights = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, classes)] : [.. weights];
    }

    /// <summary>The weight of each class.</summary>
    public ImmutableArray<double> Weights { get; }

    private protected override int LengthOfItem(int numbers) => _classes;

    private protected override void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        EnsureFinite(predictions, nameof(predictions));
        EnsureShares(targets, nameof(targets));
    }

    private protected override double Weight(ReadOnlySpan<double> target)
    {
        double weight = 0;
        for (int c = 0; c < target.Length; c++)
            weight += Weights[c] * target[c];
        return weight;
    }

    private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        double highest = double.NegativeInfinity;
        foreach (double logit in prediction)
            highest = Math.Max(highest, logit);
        double exponentials = 0;
        foreach (double logit in prediction)
            exponentials += Math.Exp(logit - highest);
        double logSum = Math.Log(exponentials) + highest;
        double loss = 0;
        for (int c = 0; c < target.Length; c++)
            loss += Weights[c] * target[c] * (logSum - prediction[c]);
        if (!gradient.IsEmpty)
        {
            double weight = Weight(target);
            for (int c = 0; c < target.Length; c++)
                gradient[c] = (weight * Math.Exp(prediction[c] - logSum)) - (Weights[c] * target[c]);
        }

        return loss;
    }
}
