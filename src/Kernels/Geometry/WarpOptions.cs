namespace DeepRecipes.Kernels;

/// <summary>How a warp looks at its source.</summary>
/// <param name="Width">Target width, at least 1.</param>
/// <param name="Height">Target height, at least 1.</param>
/// <param name="Interpolation">Between pixels.</param>
/// <param name="Border">Beyond the edge.</param>
public readonly record struct WarpOptions(int Width, int Height, WarpInterpolation Interpolation = WarpInterpolation.Bilinear, Border Border = default)
{
    internal int Guard(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        Ensure.Shape(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.Positive(Width, "options.Width");
        Ensure.Positive(Height, "options.Height");
        Ensure.InRange((int)Interpolation, (int)WarpInterpolation.Nearest, (int)WarpInterpolation.Bicubic, "options.Interpolation");
        Ensure.InRange((int)Border.Mode, (int)BorderMode.Constant, (int)BorderMode.Reflect101, "options.Border.Mode");
        int stride = checked(Width * shape.Channels);
        Ensure.Room(destination.Length, checked(stride * Height), nameof(destination));
        Ensure.Apart<byte>(source, destination);
        return stride;
    }
}
