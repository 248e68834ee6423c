namespace DeepRecipes.Augmentation;

/// <summary>Cuts out a window of one size at a place drawn for each sample, every place as likely.</summary>
/// <inheritdoc/>
public sealed record RandomCrop(int Width, int Height) : CropOp(Width, Height)
{
    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => (Width, Height);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        Check(image.Shape);
        return Window(draws, Start(image.Shape.Width, Width, draws), Start(image.Shape.Height, Height, draws), Width, Height);
    }

    private static int Start(int image, int crop, Draws draws) => image <= crop ? Middle(image, crop) : draws.Whole(0, image - crop);
}
