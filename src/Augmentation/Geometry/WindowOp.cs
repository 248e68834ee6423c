using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>An op that cuts a window out of the picture, or puts the picture into a larger one.</summary>
public abstract record WindowOp : SampleOp
{
    /// <summary>The level of what lies outside the picture, in all colours, 0 to 255; alpha is opaque there. 0 by default.</summary>
    public int Fill { get; init => field = Limits.Within(value, 0, 255); }

    /// <summary>The class of what lies outside in the mask, 0 to 255. 0 by default; 255 is a usual id for what is to be ignored.</summary>
    public int MaskFill { get; init => field = Limits.Within(value, 0, 255); }

    private protected SampleAct Window(Draws draws, int left, int top, int width, int height) =>
        draws.Act<WindowAct>().Set(left, top, width, height, Filling.Of(Fill, MaskFill));
}

/// <summary>A crop of one size.</summary>
/// <param name="Width">The width of the crop in pixels, at least 1.</param>
/// <param name="Height">The height of the crop in pixels, at least 1.</param>
public abstract record CropOp(int Width, int Height) : WindowOp
{
    /// <summary>The width of the crop in pixels, at least 1.</summary>
    public int Width { get; init => field = Limits.Within(value, 1, 65535); } = Limits.Within(Width, 1, 65535, nameof(Width));

    /// <summary>The height of the crop in pixels, at least 1.</summary>
    public int Height { get; init => field = Limits.Within(value, 1, 65535); } = Limits.Within(Height, 1, 65535, nameof(Height));

    /// <summary>A picture that is smaller than the crop is put in its middle, and filled around; by default it is an error.</summary>
    public bool PadIfNeeded { get; init; }

    private protected void Check(ImageShape image)
    {
        if (!PadIfNeeded && (image.Width < Width || image.Height < Height))
        {
            throw new InvalidOperationException(
                $"{GetType().Name} cuts {Width} x {Height} pixels, and the picture has {image.Width} x {image.Height}: set PadIfNeeded, or resize before.");
        }
    }

    /// <summary>Where a crop of so many pixels begins that has its middle in the picture's; an odd pixel is left over right or below.</summary>
    private protected static int Middle(int image, int crop) => (int)Math.Floor((image - crop) / 2.0);
}
