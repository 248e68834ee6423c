using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>White balance by the lightest: in each channel a percentile becomes 255. A grey picture stays as it is.</summary>
public sealed record WhitePatch : PixelOp
{
    /// <summary>The percentile, 1 to 100.</summary>
    public DrawRange Percent { get; init => field = value.Within(1, 100); } = 99;

    /// <inheritdoc/>
    public override bool IsRandom => !Percent.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Percent.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _percent;

        public Act Set(double percent)
        {
            _percent = percent;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (shape.Channels < 3)
                source[..shape.Length].CopyTo(destination);
            else
                WhiteBalanceKernel.WhitePatch(source, shape, _percent, destination);
        }
    }
}
