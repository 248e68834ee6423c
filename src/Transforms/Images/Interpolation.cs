using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>How a resize finds the value between pixels. The name matters: tools that only say "resize" give different pixels.</summary>
public enum Interpolation
{
    /// <summary>Bilinear with half-pixel centres and no antialias, OpenCV's <c>INTER_LINEAR</c> to the bit.</summary>
    Bilinear,

    /// <summary>The pixel whose area the place falls into, OpenCV's <c>INTER_NEAREST</c>. The only one for masks.</summary>
    Nearest,
}

/// <summary>From an interpolation's name to its kernel.</summary>
internal static class Interpolations
{
    public static void Resize(this Interpolation interpolation, ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        switch (interpolation)
        {
            case Interpolation.Nearest:
                ResizeKernel.Nearest(source, shape, width, height, destination);
                break;
            default:
                ResizeKernel.Bilinear(source, shape, width, height, destination);
                break;
        }
    }
}
