namespace DeepRecipes.Augmentation;

/// <summary>Cuts out the middle. Where an odd pixel is left over, one more is cut away right or below.</summary>
/// <inheritdoc/>
public sealed record CenterCrop(int Width, int Height) : CropOp(Width, Height)
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => (Width, Height);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        Check(image.Shape);
        return Window(draws, Middle(image.Shape.Width, Width), Middle(image.Shape.Height, Height), Width, Height);
    }
}
