namespace DeepRecipes.Kernels;

/// <summary>How <see cref="ResizeKernel"/> finds a pixel between pixels.</summary>
public enum ResizeInterpolation
{
    /// <summary>OpenCV's INTER_NEAREST.</summary>
    Nearest,

    /// <summary>OpenCV's INTER_LINEAR, no antialias.</summary>
    Bilinear,

    /// <summary>OpenCV's INTER_CUBIC, no antialias.</summary>
    Bicubic,

    /// <summary>OpenCV's INTER_AREA.</summary>
    Area,

    /// <summary>Pillow's BILINEAR, antialiased.</summary>
    PillowBilinear,
}
