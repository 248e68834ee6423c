using System.Collections.Immutable;

namespace DeepRecipes.Augmentation;

/// <summary>One of several ops, another for each sample.</summary>
/// <param name="Ops">The ops, at least one.</param>
public sealed record OneOf(params ImmutableArray<SampleOp> Ops) : Composition(Ops)
{
    private readonly double[] _weights = [.. Enumerable.Repeat(1.0, Ops.Length)];

    /// <summary>How likely each op is beside the others: as many positive numbers as there are ops; 1 each by default.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than ops, or one is not positive.</exception>
    public ImmutableArray<double> Weights
    {
        get => [.. _weights];
        init
        {
            if (value.IsDefault || value.Length != Ops.Length || value.Any(weight => !(weight > 0 && weight <= 1e6)))
                throw new ArgumentException($"Weights must be {Ops.Length} numbers greater than 0 and at most 1000000, one for each op.", nameof(value));
            _weights = [.. value];
        }
    }

    /// <inheritdoc/>
    public override bool IsRandom => Ops.Length > 1 || base.IsRandom;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => Ops.Select(op => op.SizeAfter(before)).Distinct().ToArray() is [{ } same] ? same : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var picked = Ops.Length == 1 ? 0 : draws.Pick(_weights);
        using var place = draws.At(picked);
        return Ops[picked].Draw(image, draws);
    }

    /// <summary>Equal where the parts and their weights are.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(OneOf? other) => base.Equals(other) && _weights.AsSpan().SequenceEqual(other!._weights);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
