using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Some pixels become white and some black, in all colour channels. A record holds the key of which.</summary>
public sealed record SaltAndPepper : PixelOp
{
    /// <summary>The share of pixels that become white, 0 to 0.5.</summary>
    public DrawRange Salt { get; init => field = value.Within(0, .5); } = .01;

    /// <summary>The share of pixels that become black, 0 to 0.5.</summary>
    public DrawRange Pepper { get; init => field = value.Within(0, .5); } = .01;

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Salt.Draw(draws), Pepper.Draw(draws), draws.Stream());
    }

    private sealed class Act : SampleAct
    {
        private double _salt;
        private double _pepper;
        private CounterRandom _random;

        public Act Set(double salt, double pepper, CounterRandom random)
        {
            (_salt, _pepper, _random) = (salt, pepper, random);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            SaltAndPepperKernel.Apply(source, shape, _salt, _pepper, _random, 0, destination);
    }
}
