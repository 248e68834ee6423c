using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>An op that looks for each pixel somewhere between the pixels of the picture.</summary>
public abstract record WarpOp : SampleOp
{
    /// <summary>How the picture gets values between its pixels, bilinear by default; the mask takes the nearest whatever this says.</summary>
    public WarpInterpolation Interpolation { get; init => field = Limits.Known(value); } = WarpInterpolation.Bilinear;

    /// <summary>What is seen beyond the edges of picture and mask: filling by default. Mirrored or repeated content has no keypoints and boxes.</summary>
    public BorderMode Border { get; init => field = Limits.Known(value); }

    /// <summary>The level of the filling in all colours, 0 to 255; alpha is opaque there. 0 by default.</summary>
    public int Fill { get; init => field = Limits.Within(value, 0, 255); }

    /// <summary>The class of the filling in the mask, 0 to 255. 0 by default; 255 is a usual id for what is to be ignored.</summary>
    public int MaskFill { get; init => field = Limits.Within(value, 0, 255); }

    /// <summary>How the picture is sampled.</summary>
    internal WarpSampling Sampling => new(Interpolation, Border, Filling.Of(Fill, MaskFill));
}

/// <summary>How a warp samples picture and mask.</summary>
internal readonly record struct WarpSampling(WarpInterpolation Interpolation, BorderMode Border, Filling Filling)
{
    /// <summary>For the picture.</summary>
    public WarpOptions OfImage(int width, int height) =>
        new(width, height, Interpolation, new(Border, Filling.OfImage, Filling.OfImage, Filling.OfImage, 255));

    /// <summary>For the mask.</summary>
    public WarpOptions OfMask(int width, int height) => new(width, height, WarpInterpolation.Nearest, new(Border, Filling.OfMask));
}
