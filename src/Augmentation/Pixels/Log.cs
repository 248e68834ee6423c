using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>The curve <c>c * ln(1 + v)</c>, rounded half to even and saturated: for pictures that are too dark in the shadows.</summary>
public sealed record Log : PixelOp
{
    /// <summary>c in units of the one that keeps white white (255 / ln 256), 0 to 4.</summary>
    public DrawRange Strength { get; init => field = value.Within(0, 4); } = 1;

    /// <inheritdoc/>
    public override bool IsRandom => !Strength.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Strength.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _strength;

        public Act Set(double strength)
        {
            _strength = strength;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            LogKernel.Apply(source, shape, _strength * LogKernel.FullRange, destination);
    }
}
