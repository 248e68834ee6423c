using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>How a picture gets values between its pixels. Masks are always nearest. All have half-pixel centres.</summary>
public enum Interpolation
{
    /// <summary>Two pixels each way, OpenCV's <c>INTER_LINEAR</c>.</summary>
    Bilinear,

    /// <summary>The nearest pixel, OpenCV's <c>INTER_NEAREST</c>.</summary>
    Nearest,
}

/// <summary>An interpolation's kernel.</summary>
internal static class InterpolationKernels
{
    /// <summary>Resizes to another width and height.</summary>
    public static void Resize(this Interpolation interpolation, ReadOnlySpan<byte> source, ImageShape shape, ImageShape target, Span<byte> destination)
    {
        if (interpolation == Interpolation.Nearest)
            ResizeKernel.Nearest(source, shape, target.Width, target.Height, destination);
        else
            ResizeKernel.Bilinear(source, shape, target.Width, target.Height, destination);
    }
}
