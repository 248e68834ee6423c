using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Mirrors left and right: a pixel at column x goes to column w - 1 - x.</summary>
public sealed record FlipHorizontal : SampleOp
{
    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => Act.Instance;

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => targets.MirrorRefusal;

    private sealed class Act : GeometricAct
    {
        public static Act Instance { get; } = new();

        public override bool Mirrors => true;

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => FlipKernel.Horizontal(source, shape, destination);

        public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => FlipKernel.Horizontal(source, shape, destination);

        public override Place Move(Place place, ImageShape image) => place with { X = image.Width - place.X };
    }
}
