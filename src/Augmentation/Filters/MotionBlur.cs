using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Blur along a line, as a moving camera makes it.</summary>
public sealed record MotionBlur : PixelOp
{
    /// <summary>The length of the line in pixels, 3 to 63; an even one becomes one longer.</summary>
    public DrawRange Size { get; init => field = value.WholeWithin(3, 63); } = 7;

    /// <summary>The direction in degrees, anticlockwise from the horizontal; drawn from all by default.</summary>
    public DrawRange Degrees { get; init => field = value.Within(-360, 360); } = (0, 180);

    /// <inheritdoc/>
    public override bool IsRandom => !(Size.IsFixed && Degrees.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Size.DrawWhole(draws), Degrees.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private int _size;
        private double _degrees;

        public Act Set(int size, double degrees)
        {
            (_size, _degrees) = (size, degrees);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            MotionBlurKernel.Apply(source, shape, _size | 1, _degrees, destination);
    }
}
