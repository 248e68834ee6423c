using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>The median over a square, each channel by itself, OpenCV's <c>medianBlur</c>: takes out salt and pepper and keeps edges.</summary>
public sealed record MedianBlur : PixelOp
{
    /// <summary>The side of the square in pixels, 3 to 101; an even one becomes one larger.</summary>
    public DrawRange Size { get; init => field = value.WholeWithin(3, 101); } = 3;

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
            MedianBlurKernel.Apply(source, shape, _size | 1, destination);
    }
}
