using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Keeps the upper bits of every colour value.</summary>
public sealed record Posterize : PixelOp
{
    /// <summary>How many bits stay, 1 to 8.</summary>
    public DrawRange Bits { get; init => field = value.WholeWithin(1, 8); } = 4;

    /// <inheritdoc/>
    public override bool IsRandom => !Bits.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Bits.DrawWhole(draws));
    }

    private sealed class Act : SampleAct
    {
        private int _bits;

        public Act Set(int bits)
        {
            _bits = bits;
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            PosterizeKernel.Apply(source, shape, _bits, destination);
    }
}
