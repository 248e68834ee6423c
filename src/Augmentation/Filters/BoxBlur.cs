using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>The mean over a square, OpenCV's <c>blur</c>.</summary>
public sealed record BoxBlur : PixelOp
{
    /// <summary>The side of the square in pixels, 1 to 255.</summary>
    public DrawRange Size { get; init => field = value.WholeWithin(1, 255); } = 3;

    /// <inheritdoc/>
    public override bool IsRandom => !Size.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Size.DrawWhole(draws));
    }

    private sealed class Act : SampleAct
    {
        private int _size;

        public Act Set(int size)
        {
            _size = size;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            BoxBlurKernel.Apply(source, shape, _size, destination);
    }
}
