using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Gaussian blur, OpenCV's <c>GaussianBlur</c>.</summary>
public sealed record GaussianBlur : PixelOp
{
    /// <summary>The standard deviation in pixels, 0.1 to 42; the kernel's size follows from it.</summary>
    public DrawRange Deviation { get; init => field = value.Within(.1, 42); } = 1;

    /// <inheritdoc/>
    public override bool IsRandom => !Deviation.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Deviation.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _deviation;

        public Act Set(double deviation)
        {
            _deviation = deviation;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            GaussianBlurKernel.Apply(source, shape, 0, _deviation, destination);
    }
}
