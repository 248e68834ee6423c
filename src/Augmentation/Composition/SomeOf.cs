using System.Collections.Immutable;

namespace DeepRecipes.Augmentation;

/// <summary>Some of several ops, others for each sample, each at most once and in the order given.</summary>
/// <param name="Ops">The ops, at least one.</param>
public sealed record SomeOf(params ImmutableArray<SampleOp> Ops) : Composition(Ops)
{
    /// <summary>How many: a whole number or a range of them, from 0 to the number of ops; by default from none to all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than there are, or not whole.</exception>
    public DrawRange Count { get; init => field = value.WholeWithin(0, Ops.Length); } = (0, Ops.Length);

    /// <inheritdoc/>
    public override bool IsRandom => !Count.IsFixed || (Count.Least != 0 && (Count.Least < Ops.Length || base.IsRandom));

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => Ops.All(op => op.SizeAfter(before) == before) ? before : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var chain = draws.Act<Chain>().Begin(image.Shape);
        var wanted = Count.DrawWhole(draws);
        for (var i = 0; i < Ops.Length && wanted > 0; i++)
        {
            // Each of the ops left is as likely to be among those wanted (selection sampling, Knuth's algorithm S).
            if (!draws.Chance((double)wanted / (Ops.Length - i)))
                continue;
            wanted--;
            using var place = draws.At(i);
            chain.Add(Ops[i].Draw(image with { Shape = chain.Last }, draws));
        }
        return chain;
    }
}
