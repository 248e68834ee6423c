using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A sample with its class as a distribution and a weight a box.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Label">Probabilities of the classes of the whole picture; empty where there is no such label.</param>
/// <param name="BoxWeights">One weight a box: 1 for boxes of a picture alone, less where pictures shine through each other.</param>
public sealed record MixedSample(Sample Sample, ImmutableArray<float> Label, ImmutableArray<float> BoxWeights);

/// <summary>An op on a batch: each sample is mixed with others of its batch.</summary>
public abstract record BatchMix
{
    /// <summary>Mixes every sample of a batch. The result depends on the key and on the batch's samples in their order, and on nothing else.</summary>
    /// <param name="batch">Samples of one shape, and their labels; none of them has a mask or keypoints.</param>
    /// <param name="key">Names the batch.</param>
    /// <returns>As many samples.</returns>
    /// <exception cref="ArgumentException">Shapes or labels differ, or a sample has a part that cannot be mixed; the text names the sample and the part.</exception>
    public IReadOnlyList<MixedSample> Apply(IReadOnlyList<MixedSample> batch, DrawKey key)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var i = 0; i < batch.Count; i++)
            Check(batch, i);
        var draws = Draws.Keyed(key);
        var mixed = new MixedSample[batch.Count];
        for (var i = 0; i < mixed.Length; i++)
        {
            using var place = draws.At(i);
            mixed[i] = Mix(batch, i, draws);
        }
        return mixed;
    }

    /// <summary>Mixes one sample of the batch.</summary>
    private protected abstract MixedSample Mix(IReadOnlyList<MixedSample> batch, int index, Draws draws);

    /// <summary>Another sample of the batch; itself where there is no other.</summary>
    private protected static int Other(IReadOnlyList<MixedSample> batch, int index, Draws draws)
    {
        if (batch.Count == 1)
            return 0;
        var other = draws.Whole(0, batch.Count - 2);
        return other >= index ? other + 1 : other;
    }

    private protected static ImmutableArray<float> Blend(MixedSample first, MixedSample second, double lambda)
    {
        var label = new float[first.Label.Length];
        MixupKernel.Labels(first.Label.AsSpan(), second.Label.AsSpan(), lambda, label);
        return [.. label];
    }

    private static void Check(IReadOnlyList<MixedSample> batch, int i)
    {
        var (sample, label, weights) = batch[i];
        sample.Check();
        if (sample.Format != batch[0].Sample.Format || label.Length != batch[0].Label.Length)
            throw new ArgumentException($"Sample {i} of the batch has {sample.Format} and {label.Length} classes, sample 0 {batch[0].Sample.Format} and {batch[0].Label.Length}: they must be equal.", nameof(batch));
        if (weights.Length != (sample.Boxes?.Length ?? 0))
            throw new ArgumentException($"Sample {i} of the batch has {weights.Length} box weights and {sample.Boxes?.Length ?? 0} boxes: there must be one a box.", nameof(batch));
        if (sample.Mask is not null || sample.Keypoints is not null || sample.OrientedBoxes is not null)
            throw new ArgumentException($"Sample {i} of the batch has {(sample.Mask is not null ? "a mask" : sample.Keypoints is not null ? "keypoints" : "oriented boxes")}, which cannot be mixed.", nameof(batch));
        // Boxes of two pictures come into one list: what one of them lacks could only be guessed.
        if ((sample.Boxes is null) != (batch[0].Sample.Boxes is null))
            throw new ArgumentException($"Sample {i} of the batch has {(sample.Boxes is null ? "no boxes and sample 0 has" : "boxes and sample 0 has none")}: give an empty list to those in which there is nothing.", nameof(batch));
        if (sample.Boxes is { IsEmpty: false } && batch.First(mixed => mixed.Sample.Boxes is { IsEmpty: false }).Sample.Classes.IsEmpty != sample.Classes.IsEmpty)
            throw new ArgumentException($"Sample {i} of the batch has boxes {(sample.Classes.IsEmpty ? "without" : "with")} classes, and another has them {(sample.Classes.IsEmpty ? "with" : "without")}: they must be alike.", nameof(batch));
    }
}
