using System.Collections.Immutable;

namespace DeepRecipes.Augmentation;

/// <summary>One op after the other.</summary>
/// <param name="Ops">The ops, at least one.</param>
public sealed record Sequence(params ImmutableArray<SampleOp> Ops) : Composition(Ops)
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => Ops.Aggregate(before, (size, op) => op.SizeAfter(size));

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var chain = draws.Act<Chain>().Begin(image.Shape);
        for (var i = 0; i < Ops.Length; i++)
        {
            using var place = draws.At(i);
            chain.Add(Ops[i].Draw(image with { Shape = chain.Last }, draws));
        }
        return chain;
    }
}
