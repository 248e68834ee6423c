using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Exchanges the colour channels in an order drawn for each sample, each of the six as likely. A grey picture stays as it is.</summary>
public sealed record ChannelShuffle : PixelOp
{
    private static readonly (int First, int Second, int Third)[] s_orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)];

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (first, second, third) = s_orders[draws.Whole(0, s_orders.Length - 1)];
        // The orders are those of red, green and blue: where blue comes first, places count from the other end.
        return image.Order == ChannelOrder.Rgb ? draws.Act<Act>().Set(first, second, third) : draws.Act<Act>().Set(2 - third, 2 - second, 2 - first);
    }

    private sealed class Act : SampleAct
    {
        private int _first;
        private int _second;
        private int _third;

        public Act Set(int first, int second, int third)
        {
            (_first, _second, _third) = (first, second, third);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (shape.Channels < 3)
                source[..shape.Length].CopyTo(destination);
            else
                ChannelShuffleKernel.Apply(source, shape, _first, _second, _third, destination);
        }
    }
}
