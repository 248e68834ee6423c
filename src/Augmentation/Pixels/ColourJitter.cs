using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Brightness, contrast, saturation and hue, in this order, each by a factor of its own drawn for each sample: torchvision's <c>ColorJitter</c> with a fixed order.
/// A grey picture has neither saturation nor hue.
/// </summary>
public sealed record ColourJitter : PixelOp
{
    /// <summary>The factor of every value, 0 to 10.</summary>
    public DrawRange Brightness { get; init => field = value.Within(0, 10); } = 1;

    /// <summary>The factor of every value's distance from the picture's mean luma, 0 to 10.</summary>
    public DrawRange Contrast { get; init => field = value.Within(0, 10); } = 1;

    /// <summary>The factor of every pixel's distance from its own luma, 0 (grey) to 10.</summary>
    public DrawRange Saturation { get; init => field = value.Within(0, 10); } = 1;

    /// <summary>The turn of the hue in half degrees, -90 to 90.</summary>
    public DrawRange Hue { get; init => field = value.WholeWithin(-90, 90); }

    /// <inheritdoc/>
    public override bool IsRandom => !(Brightness.IsFixed && Contrast.IsFixed && Saturation.IsFixed && Hue.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Brightness.Draw(draws), Contrast.Draw(draws), Saturation.Draw(draws), Hue.DrawWhole(draws), image.Order);
    }

    private sealed class Act : SampleAct
    {
        private double _brightness;
        private double _contrast;
        private double _saturation;
        private int _hue;
        private ChannelOrder _order;

        public Act Set(double brightness, double contrast, double saturation, int hue, ChannelOrder order)
        {
            (_brightness, _contrast, _saturation, _hue, _order) = (brightness, contrast, saturation, hue, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            BrightnessContrastKernel.Apply(source, shape, _brightness, 0, destination);
            using var room = new Pooled<byte>(shape.Width * shape.Height);
            var image = destination[..shape.Length];
            if (_contrast != 1)
                BrightnessContrastKernel.Apply(image, shape, _contrast, (1 - _contrast) * Mean(Luma(image, shape, room.Span)), image);
            if (shape.Channels < 3)
                return;
            if (_saturation != 1)
                Saturate(image, shape.Channels, Luma(image, shape, room.Span));
            if (_hue != 0)
                HsvKernel.Shifted(image, shape, _order, new(_hue, 0, 0), image);
        }

        private Span<byte> Luma(ReadOnlySpan<byte> image, ImageShape shape, Span<byte> room)
        {
            if (shape.Channels < 3)
                image.CopyTo(room);
            else
                GrayKernel.ToGray(image, shape, _order, room);
            return room;
        }

        private static double Mean(ReadOnlySpan<byte> grey)
        {
            long sum = 0;
            foreach (var value in grey)
                sum += value;
            return (double)sum / grey.Length;
        }

        private void Saturate(Span<byte> image, int channels, ReadOnlySpan<byte> luma)
        {
            for (int i = 0, pixel = 0; pixel < luma.Length; pixel++, i += channels)
            {
                var grey = (1 - _saturation) * luma[pixel];
                for (var c = 0; c < 3; c++)
                    image[i + c] = Kernels.Saturate.ToByte(grey + (_saturation * image[i + c]));
            }
        }
    }
}
