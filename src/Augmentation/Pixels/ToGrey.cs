using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>All colour channels become the luma <c>0.299 R + 0.587 G + 0.114 B</c>; a grey picture stays as it is.</summary>
public sealed record ToGrey : PixelOp
{
    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(image.Order);
    }

    private sealed class Act : SampleAct
    {
        private ChannelOrder _order;

        public Act Set(ChannelOrder order)
        {
            _order = order;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (shape.Channels < 3)
                source[..shape.Length].CopyTo(destination);
            else
                GrayKernel.Apply(source, shape, _order, destination);
        }
    }
}
