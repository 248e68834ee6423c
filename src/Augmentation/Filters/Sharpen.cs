using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Subtracts the Laplacian times a strength, signed until the last step, so that nothing clips on the way.</summary>
public sealed record Sharpen : PixelOp
{
    /// <summary>The strength, 0 to 10; 1 is the classic kernel.</summary>
    public DrawRange Strength { get; init => field = value.Within(0, 10); } = .5;

    /// <summary>Diagonal neighbours count too.</summary>
    public bool EightNeighbours { get; init; }

    /// <inheritdoc/>
    public override bool IsRandom => !Strength.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Strength.Draw(draws), EightNeighbours);
    }

    private sealed class Act : SampleAct
    {
        private double _strength;
        private bool _eightNeighbours;

        public Act Set(double strength, bool eightNeighbours)
        {
            (_strength, _eightNeighbours) = (strength, eightNeighbours);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            SharpenKernel.Laplacian(source, shape, _strength, _eightNeighbours, destination);
    }
}
