using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>The power law <c>255 * gain * (v / 255) ^ exponent</c>, rounded half to even and saturated.</summary>
public sealed record Gamma : PixelOp
{
    /// <summary>The exponent, 0.01 to 100; below 1 the picture becomes lighter.</summary>
    public DrawRange Exponent { get; init => field = value.Within(.01, 100); } = 1;

    /// <summary>The factor after it, 0 to 10.</summary>
    public DrawRange Gain { get; init => field = value.Within(0, 10); } = 1;

    /// <inheritdoc/>
    public override bool IsRandom => !(Exponent.IsFixed && Gain.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Exponent.Draw(draws), Gain.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _exponent;
        private double _gain;

        public Act Set(double exponent, double gain)
        {
            (_exponent, _gain) = (exponent, gain);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            GammaKernel.Apply(source, shape, _exponent, _gain, destination);
    }
}
