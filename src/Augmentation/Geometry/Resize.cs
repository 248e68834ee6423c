using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Stretches the picture to one size. The scales of x and y are each their own.</summary>
/// <inheritdoc/>
public sealed record Resize(int Width, int Height) : ResizeOp(Width, Height)
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => (Width, Height);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return Place(draws, LetterboxPlacement.Stretch(image.Shape.Width, image.Shape.Height, Width, Height));
    }
}
