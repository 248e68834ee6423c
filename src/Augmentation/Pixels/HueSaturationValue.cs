using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Turns the hue and shifts saturation and value in OpenCV's 8-bit HSV. A grey picture has neither hue nor saturation: only its value is shifted.</summary>
public sealed record HueSaturationValue : PixelOp
{
    /// <summary>Added to the hue in half degrees, -180 to 180; it wraps around.</summary>
    public DrawRange Hue { get; init => field = value.WholeWithin(-180, 180); }

    /// <summary>Added to the saturation, -255 to 255.</summary>
    public DrawRange Saturation { get; init => field = value.WholeWithin(-255, 255); }

    /// <summary>Added to the value, -255 to 255.</summary>
    public DrawRange Value { get; init => field = value.WholeWithin(-255, 255); }

    /// <inheritdoc/>
    public override bool IsRandom => !(Hue.IsFixed && Saturation.IsFixed && Value.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Hue.DrawWhole(draws), Saturation.DrawWhole(draws), Value.DrawWhole(draws), image.Order);
    }

    private sealed class Act : SampleAct
    {
        private int _hue;
        private int _saturation;
        private int _value;
        private ChannelOrder _order;

        public Act Set(int hue, int saturation, int value, ChannelOrder order)
        {
            (_hue, _saturation, _value, _order) = (hue, saturation, value, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (shape.Channels < 3)
                BrightnessContrastKernel.Apply(source, shape, 1, _value, destination);
            else
                HsvKernel.Shifted(source, shape, _order, new(_hue, _saturation, _value), destination);
        }
    }
}
