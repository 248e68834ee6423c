using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Unsharp mask as scikit-image's <c>unsharp_mask</c> defines it; <see cref="UnsharpMask"/> is made of OpenCV's parts.</summary>
public sealed record UnsharpMaskSkImage : PixelOp
{
    /// <summary>The standard deviation of the blur in pixels, 0.1 to 100.</summary>
    public DrawRange Radius { get; init => field = value.Within(.1, 100); } = 1;

    /// <summary>How much, -100 to 100.</summary>
    public DrawRange Amount { get; init => field = value.Within(-100, 100); } = 1;

    /// <inheritdoc/>
    public override bool IsRandom => !(Radius.IsFixed && Amount.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Radius.Draw(draws), Amount.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _radius;
        private double _amount;

        public Act Set(double radius, double amount)
        {
            (_radius, _amount) = (radius, amount);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => UnsharpMaskSkImageKernel.Apply(source, shape, _radius, _amount, destination);
    }
}
