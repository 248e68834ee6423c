using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Black and white by scikit-image's <c>image &gt; threshold_local(image, ...)</c> on the luma; <see cref="AdaptiveThreshold"/> is OpenCV's.</summary>
public sealed record ThresholdLocalSkImage : PixelOp
{
    /// <summary>The side of the neighbourhood in pixels, 3 to 255; an even one becomes one larger.</summary>
    public DrawRange Size { get; init => field = value.WholeWithin(3, 255); } = 11;

    /// <summary>Subtracted from the neighbourhood's mean in levels, -255 to 255.</summary>
    public DrawRange Offset { get; init => field = value.Within(-255, 255); }

    /// <summary>Gaussian mean by default, or mean.</summary>
    public AdaptiveThresholdMethod Method { get; init => field = Limits.Known(value); } = AdaptiveThresholdMethod.Gaussian;

    /// <inheritdoc/>
    public override bool IsRandom => !(Size.IsFixed && Offset.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Size.DrawWhole(draws) | 1, Offset.Draw(draws), Method, image.Order);
    }

    private sealed class Act : SampleAct
    {
        private int _size;
        private double _offset;
        private AdaptiveThresholdMethod _method;
        private ChannelOrder _order;

        public Act Set(int size, double offset, AdaptiveThresholdMethod method, ChannelOrder order)
        {
            (_size, _offset, _method, _order) = (size, offset, method, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            GreyPicture.Apply(source, shape, _order, destination, this, static (grey, shape, result, act) => ThresholdLocalSkImageKernel.Apply(grey, shape, act._method, act._size, act._offset, result));
    }
}
