namespace DeepRecipes.Kernels;

/// <summary>How a warp finds a pixel between pixels. Places are rounded to 1/32 pixel, as OpenCV does.</summary>
public enum WarpInterpolation
{
    /// <summary>The nearest pixel. The only one for masks and label maps.</summary>
    Nearest,

    /// <summary>Four pixels.</summary>
    Bilinear,

    /// <summary>Sixteen pixels (Keys, a = -0.75); overshoot is saturated.</summary>
    Bicubic,
}
