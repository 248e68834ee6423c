using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary><c>255 - v</c> for every colour value.</summary>
public sealed record Invert : PixelOp
{
    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => Act.Instance;

    private sealed class Act : SampleAct
    {
        public static Act Instance { get; } = new();

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            InvertKernel.Apply(source, shape, destination);
    }
}
