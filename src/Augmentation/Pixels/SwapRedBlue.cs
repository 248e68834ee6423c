using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Exchanges red and blue: mends a picture that was made of BGR bytes taken for RGB, or the reverse. A grey picture stays as it is.</summary>
public sealed record SwapRedBlue : PixelOp
{
    private static readonly Act s_act = new();

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => s_act;

    private sealed class Act : SampleAct
    {
        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            if (shape.Channels < 3)
                source[..shape.Length].CopyTo(destination);
            else
                ChannelShuffleKernel.Apply(source, shape, 2, 1, 0, destination);
        }
    }
}
