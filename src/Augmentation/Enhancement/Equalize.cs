using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Histogram equalisation, OpenCV's <c>equalizeHist</c>: of the luma, which keeps colours, or of each channel.</summary>
public sealed record Equalize : PixelOp
{
    /// <summary>Each channel by itself, which changes colours.</summary>
    public bool PerChannel { get; init; }

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(PerChannel, image.Order);
    }

    private sealed class Act : SampleAct
    {
        private bool _perChannel;
        private ChannelOrder _order;

        public Act Set(bool perChannel, ChannelOrder order)
        {
            (_perChannel, _order) = (perChannel, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (_perChannel || shape.Channels < 3)
                EqualizeKernel.PerChannel(source, shape, destination);
            else
                EqualizeKernel.Luma(source, shape, _order, destination);
        }
    }
}
