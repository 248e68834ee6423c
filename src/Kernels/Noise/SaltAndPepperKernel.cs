namespace DeepRecipes.Kernels;

/// <summary>Turns single pixels white or black, as broken sensor cells do. Pixel i's fate depends on the stream, the draw and i alone.</summary>
public static class SaltAndPepperKernel
{
    /// <summary>Adds salt and pepper; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="salt">Probability of white, 0 to 1.</param>
    /// <param name="pepper">Probability of black, 0 to 1 - <paramref name="salt"/>.</param>
    /// <param name="random">The stream; one draw is used.</param>
    /// <param name="draw">Which draw of the stream.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a probability is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double salt, double pepper, in CounterRandom random, uint draw, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.InRange(salt, 0, 1);
        Ensure.InRange(pepper, 0, 1 - salt);
        int pixels = shape.Width * shape.Height, used = Math.Min(shape.Channels, 3);
        using var pooled = new Pooled<float>(pixels);
        Span<float> chance = pooled.Span;
        random.FillUniform(draw, chance);
        source.CopyTo(destination);
        float white = (float)salt, black = (float)(salt + pepper);
        for (int i = 0; i < chance.Length; i++)
        {
            if (chance[i] < black)
                destination.Slice(i * shape.Channels, used).Fill(chance[i] < white ? (byte)255 : (byte)0);
        }
    }
}
