using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Adds normally distributed noise to every colour value, each its own, rounded half to even and saturated. A record holds the noise's key.</summary>
public sealed record GaussianNoise : PixelOp
{
    /// <summary>Standard deviation in levels, 0 to 255.</summary>
    public DrawRange Deviation { get; init => field = value.Within(0, 255); } = 10;

    /// <summary>Mean in levels, -255 to 255.</summary>
    public DrawRange Mean { get; init => field = value.Within(-255, 255); }

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Deviation.Draw(draws), Mean.Draw(draws), draws.Stream());
    }

    private sealed class Act : SampleAct
    {
        private double _deviation;
        private double _mean;
        private CounterRandom _random;

        public Act Set(double deviation, double mean, CounterRandom random)
        {
            (_deviation, _mean, _random) = (deviation, mean, random);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            GaussianNoiseKernel.Apply(source, shape, _mean, _deviation, _random, 0, destination);
    }
}
