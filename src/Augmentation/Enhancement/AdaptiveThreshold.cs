using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Black and white by a threshold from each pixel's neighbourhood, OpenCV's <c>adaptiveThreshold</c> on the luma: for documents and uneven light.</summary>
public sealed record AdaptiveThreshold : PixelOp
{
    /// <summary>The side of the neighbourhood in pixels, 3 to 255; an even one becomes one larger.</summary>
    public DrawRange Size { get; init => field = value.WholeWithin(3, 255); } = 11;

    /// <summary>Subtracted from the neighbourhood's mean in levels, -255 to 255.</summary>
    public DrawRange Offset { get; init => field = value.Within(-255, 255); } = 2;

    /// <summary>Mean or Gaussian mean.</summary>
    public AdaptiveThresholdMethod Method { get; init => field = Limits.Known(value); }

    /// <summary>Dark pixels become white.</summary>
    public bool Inverse { get; init; }

    /// <inheritdoc/>
    public override bool IsRandom => !(Size.IsFixed && Offset.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Size.DrawWhole(draws), Offset.Draw(draws), Method, Inverse, image.Order);
    }

    private sealed class Act : SampleAct
    {
        private int _size;
        private double _offset;
        private AdaptiveThresholdMethod _method;
        private bool _inverse;
        private ChannelOrder _order;

        public Act Set(int size, double offset, AdaptiveThresholdMethod method, bool inverse, ChannelOrder order)
        {
            (_size, _offset, _method, _inverse, _order) = (size, offset, method, inverse, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            var options = new AdaptiveThresholdOptions(_method, _size | 1, _offset, 255, _inverse);
            GreyPicture.Apply(source, shape, _order, destination, options, static (grey, size, result, options) => AdaptiveThresholdKernel.Apply(grey, size, options, result));
        }
    }
}
