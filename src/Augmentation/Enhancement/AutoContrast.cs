using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Stretches each channel so that its darkest level becomes 0 and its lightest 255, Pillow's <c>autocontrast</c>.</summary>
public sealed record AutoContrast : PixelOp
{
    /// <summary>The share of pixels left out at each end, 0 to 49 percent.</summary>
    public DrawRange CutoffPercent { get; init => field = value.WholeWithin(0, 49); }

    /// <inheritdoc/>
    public override bool IsRandom => !CutoffPercent.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(CutoffPercent.DrawWhole(draws));
    }

    private sealed class Act : SampleAct
    {
        private int _cutoffPercent;

        public Act Set(int cutoffPercent)
        {
            _cutoffPercent = cutoffPercent;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            AutoContrastKernel.Apply(source, shape, _cutoffPercent, destination);
    }
}
