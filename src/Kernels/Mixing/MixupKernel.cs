namespace DeepRecipes.Kernels;

/// <summary>Blends two images and their labels (Zhang et al., "mixup", ICLR 2018). Boxes of both images are kept, with weights lambda and 1 - lambda.</summary>
public static class MixupKernel
{
    /// <summary><c>lambda first + (1 - lambda) second</c>, rounded half to even: OpenCV's <c>addWeighted</c>.</summary>
    /// <param name="first">An image.</param>
    /// <param name="second">An image of the same length.</param>
    /// <param name="lambda">0 to 1.</param>
    /// <param name="destination">At least as long; may be either image itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of a source.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lambda"/> is out of its range.</exception>
    public static void Images(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, double lambda, Span<byte> destination)
    {
        Ensure.SameLength(first.Length, second.Length, nameof(first), nameof(second));
        Ensure.Room(destination.Length, first.Length, nameof(destination));
        Ensure.ApartOrSame<byte>(first, destination);
        Ensure.ApartOrSame<byte>(second, destination);
        Ensure.InRange(lambda, 0, 1);
        WeightedSum.Run(first, (float)lambda, second, (float)(1 - lambda), destination);
    }

    /// <summary>The same for labels (one-hot or soft).</summary>
    /// <param name="first">Probabilities of the classes.</param>
    /// <param name="second">As many.</param>
    /// <param name="lambda">0 to 1; for CutMix the share of pixels that are left of the first image.</param>
    /// <param name="destination">As many.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lambda"/> is out of its range.</exception>
    public static void Labels(ReadOnlySpan<float> first, ReadOnlySpan<float> second, double lambda, Span<float> destination)
    {
        Ensure.SameLength(first.Length, second.Length, nameof(first), nameof(second));
        Ensure.Room(destination.Length, first.Length, nameof(destination));
        Ensure.InRange(lambda, 0, 1);
        for (int i = 0; i < first.Length; i++)
            destination[i] = (float)((first[i] * lambda) + (second[i] * (1 - lambda)));
    }
}
