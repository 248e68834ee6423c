using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Adds what a Gaussian blur takes away: <c>(1 + amount) image - amount blurred</c>, rounded half to even and saturated.</summary>
public sealed record UnsharpMask : PixelOp
{
    /// <summary>The standard deviation of the blur in pixels, 0.1 to 42.</summary>
    public DrawRange Deviation { get; init => field = value.Within(.1, 42); } = 2;

    /// <summary>How much, 0 to 10.</summary>
    public DrawRange Amount { get; init => field = value.Within(0, 10); } = .5;

    /// <inheritdoc/>
    public override bool IsRandom => !(Deviation.IsFixed && Amount.IsFixed);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Deviation.Draw(draws), Amount.Draw(draws));
    }

    private sealed class Act : SampleAct
    {
        private double _deviation;
        private double _amount;

        public Act Set(double deviation, double amount)
        {
            (_deviation, _amount) = (deviation, amount);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            SharpenKernel.Unsharp(source, shape, 0, _deviation, _amount, destination);
    }
}
