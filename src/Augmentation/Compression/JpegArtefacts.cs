using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>What a JPEG of a quality leaves of the picture, without a file: the pixels that libjpeg-turbo gives back, and so OpenCV and Pillow.</summary>
public sealed record JpegArtefacts : PixelOp
{
    /// <summary>A whole number from 1 (worst) to 100.</summary>
    public DrawRange Quality { get; init => field = value.WholeWithin(1, 100); } = 50;

    /// <summary>How much of the colour is kept; 4:2:0 is what most files have.</summary>
    public ChromaSubsampling Subsampling { get; init => field = Limits.Known(value); }

    /// <inheritdoc/>
    public override bool IsRandom => !Quality.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Quality.DrawWhole(draws), Subsampling, image.Order);
    }

    private sealed class Act : SampleAct
    {
        private int _quality;
        private ChromaSubsampling _subsampling;
        private ChannelOrder _order;

        public Act Set(int quality, ChromaSubsampling subsampling, ChannelOrder order)
        {
            (_quality, _subsampling, _order) = (quality, subsampling, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            JpegArtefactsKernel.Apply(source, shape, _order, _quality, _subsampling, destination);
    }
}
