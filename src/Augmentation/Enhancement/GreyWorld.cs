using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>White balance by the grey-world assumption: the channels' means become equal, OpenCV's <c>GrayworldWB</c>. A grey picture stays as it is.</summary>
public sealed record GreyWorld : PixelOp
{
    /// <summary>Pixels of more saturation are not counted, 0 to 1.</summary>
    public DrawRange SaturationThreshold { get; init => field = value.Within(0, 1); } = .9;

    /// <inheritdoc/>
    public override bool IsRandom => !SaturationThreshold.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(SaturationThreshold.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _saturationThreshold;

        public Act Set(double saturationThreshold)
        {
            _saturationThreshold = saturationThreshold;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (shape.Channels < 3)
                source[..shape.Length].CopyTo(destination);
            else
                WhiteBalanceKernel.GrayWorld(source, shape, _saturationThreshold, destination);
        }
    }
}
