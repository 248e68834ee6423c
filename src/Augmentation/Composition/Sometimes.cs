namespace DeepRecipes.Augmentation;

/// <summary>An op that is done to some samples only.</summary>
/// <param name="Probability">The share of the samples that it is done to, 0 to 1.</param>
/// <param name="Op">What is done.</param>
public sealed record Sometimes(double Probability, SampleOp Op) : SampleOp
{
    /// <summary>The share of the samples that it is done to, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, more than 1, or NaN.</exception>
    public double Probability { get; init => field = Limits.Within(value, 0, 1); } = Limits.Within(Probability, 0, 1, nameof(Probability));

    /// <summary>What is done.</summary>
    public SampleOp Op { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = Op ?? throw new ArgumentNullException(nameof(Op));

    /// <inheritdoc/>
    public override bool IsRandom => Probability is > 0 and < 1 || (Probability > 0 && Op.IsRandom);

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => Op.Refuses(targets) is { } reason ? $"{Op.GetType().Name}: {reason}" : null;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => Op.SizeAfter(before) is { } after && (after == before || Probability >= 1) ? after : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (!draws.Chance(Probability))
            return draws.Act<Chain>().Begin(image.Shape);
        using var place = draws.At(0);
        return Op.Draw(image, draws);
    }
}
