using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Histogram equalisation of each channel as scikit-image's <c>equalize_hist</c> defines it; <see cref="Equalize"/> is OpenCV's.</summary>
public sealed record EqualizeSkImage : PixelOp
{
    private static readonly Act s_act = new();

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => s_act;

    private sealed class Act : SampleAct
    {
        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => EqualizeSkImageKernel.PerChannel(source, shape, destination);
    }
}
