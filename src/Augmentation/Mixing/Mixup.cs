using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Lets another picture of the batch shine through (Zhang et al., "mixup", ICLR 2018): pixels and labels are weighted lambda and 1 - lambda, the boxes of both are kept with these weights.
/// </summary>
public sealed record Mixup : BatchMix
{
    /// <summary>Lambda is drawn from the beta distribution of this parameter twice, greater than 0 to 100; 0.2 by default.</summary>
    public double Alpha { get; init => field = Limits.Within(value, 1e-3, 100); } = .2;

    private protected override MixedSample Mix(IReadOnlyList<MixedSample> batch, int index, Draws draws)
    {
        var (first, second) = (batch[index], batch[Other(batch, index, draws)]);
        var lambda = Beta.Draw(Alpha, draws);
        var pixels = new byte[first.Sample.Pixels.Length];
        MixupKernel.Images(first.Sample.Pixels.Span, second.Sample.Pixels.Span, lambda, pixels);
        var sample = new Sample(first.Sample.Format, pixels);
        if (first.Sample.Boxes is { } boxes && second.Sample.Boxes is { } others)
            sample = sample with { Boxes = (Box[])[.. boxes.Span, .. others.Span], Classes = (int[])[.. first.Sample.Classes.Span, .. second.Sample.Classes.Span] };
        return new(sample, Blend(first, second, lambda),
            [.. first.BoxWeights.Select(weight => (float)(weight * lambda)), .. second.BoxWeights.Select(weight => (float)(weight * (1 - lambda)))]);
    }
}
