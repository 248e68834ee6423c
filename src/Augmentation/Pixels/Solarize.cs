using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Inverts the colour values that are at least a threshold.</summary>
public sealed record Solarize : PixelOp
{
    /// <summary>From which level on, 0 (all) to 256 (none).</summary>
    public DrawRange Threshold { get; init => field = value.WholeWithin(0, 256); } = 128;

    /// <inheritdoc/>
    public override bool IsRandom => !Threshold.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Threshold.DrawWhole(draws));
    }

    private sealed class Act : SampleAct
    {
        private int _threshold;

        public Act Set(int threshold)
        {
            _threshold = threshold;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            SolarizeKernel.Apply(source, shape, _threshold, destination);
    }
}
