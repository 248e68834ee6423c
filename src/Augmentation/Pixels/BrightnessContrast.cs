using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary><c>contrast * v + brightness</c> for every colour value, rounded half to even and saturated.</summary>
public sealed record BrightnessContrast : PixelOp
{
    /// <summary>Added to every value, in levels, -255 to 255; 0 changes nothing.</summary>
    public DrawRange Brightness { get; init => field = value.Within(-255, 255); }

    /// <summary>The factor of every value, 0 to 10; 1 changes nothing.</summary>
    public DrawRange Contrast { get; init => field = value.Within(0, 10); } = 1;

    /// <inheritdoc/>
    public override bool IsRandom => !(Brightness.IsFixed && Contrast.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Brightness.Draw(draws), Contrast.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _brightness;
        private double _contrast;

        public Act Set(double brightness, double contrast)
        {
            (_brightness, _contrast) = (brightness, contrast);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            BrightnessContrastKernel.Apply(source, shape, _contrast, _brightness, destination);
    }
}
