using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Resizes the picture as large as it fits with its aspect kept, and fills the bars.</summary>
/// <inheritdoc/>
public sealed record Letterbox(int Width, int Height) : ResizeOp(Width, Height)
{
    /// <summary>The level of the bars in all colours, 0 to 255; alpha is opaque there. 114 by default, YOLO's grey.</summary>
    public int Fill { get; init => field = Limits.Within(value, 0, 255); } = 114;

    /// <summary>The class of the bars in the mask, 0 to 255.</summary>
    public int MaskFill { get; init => field = Limits.Within(value, 0, 255); }

    /// <summary>Bars on both sides; otherwise the picture lies at the top left.</summary>
    public bool Centered { get; init; } = true;

    /// <summary>A picture smaller than the target grows; otherwise it keeps its size.</summary>
    public bool Enlarge { get; init; } = true;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => (Width, Height);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return Place(draws, LetterboxPlacement.Fit(image.Shape.Width, image.Shape.Height, Width, Height, Centered, Enlarge), Filling.Of(Fill, MaskFill));
    }
}
