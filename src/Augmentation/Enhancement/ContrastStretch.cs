using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Stretches each channel's levels between two of its percentiles to the whole range.</summary>
public sealed record ContrastStretch : PixelOp
{
    /// <summary>The percentile that becomes 0, 0 to 49.</summary>
    public DrawRange LowPercent { get; init => field = value.Within(0, 49); } = 2;

    /// <summary>The percentile that becomes 255, 51 to 100.</summary>
    public DrawRange HighPercent { get; init => field = value.Within(51, 100); } = 98;

    /// <inheritdoc/>
    public override bool IsRandom => !(LowPercent.IsFixed && HighPercent.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(LowPercent.Draw(draws), HighPercent.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _lowPercent;
        private double _highPercent;

        public Act Set(double lowPercent, double highPercent)
        {
            (_lowPercent, _highPercent) = (lowPercent, highPercent);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            ContrastStretchKernel.Apply(source, shape, _lowPercent, _highPercent, destination);
    }
}
