using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>An op whose result has one size, whatever the picture had.</summary>
/// <param name="Width">The width after it in pixels, 1 to 65535.</param>
/// <param name="Height">The height after it in pixels, 1 to 65535.</param>
public abstract record ResizeOp(int Width, int Height) : SampleOp
{
    /// <summary>The width after it in pixels, 1 to 65535.</summary>
    public int Width { get; init => field = Limits.Within(value, 1, 65535); } = Limits.Within(Width, 1, 65535, nameof(Width));

    /// <summary>The height after it in pixels, 1 to 65535.</summary>
    public int Height { get; init => field = Limits.Within(value, 1, 65535); } = Limits.Within(Height, 1, 65535, nameof(Height));

    /// <summary>How the picture gets values between its pixels, bilinear by default; the mask takes the nearest whatever this says.</summary>
    public ResizeInterpolation Interpolation { get; init => field = Limits.Known(value); } = ResizeInterpolation.Bilinear;

    private protected SampleAct Place(Draws draws, in LetterboxPlacement placement, Filling filling = default, int left = 0, int top = 0) =>
        draws.Act<ResizeAct>().Set(left, top, placement, Interpolation, filling);
}
