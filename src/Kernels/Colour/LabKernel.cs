namespace DeepRecipes.Kernels;

/// <summary>
/// sRGB (D65) to CIE L*a*b* and back, 8 bits a channel (L times 255/100, a and b plus 128), in OpenCV's table-driven fixed point.
/// </summary>
public static class LabKernel
{
    private const int Block = 1024;

    /// <summary>Colour to L, a, b; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void FromColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        Span<byte> planes = stackalloc byte[3 * Block];
        int channels = shape.Channels;
        for (int at = 0; at < source.Length; at += Block * channels)
        {
            // A block is read whole before it is written, so that in place is no case of its own.
            ReadOnlySpan<byte> pixels = source.Slice(at, Math.Min(Block * channels, source.Length - at));
            Span<byte> result = destination.Slice(at, pixels.Length), lab = planes[..(3 * LabPlanes.Room(pixels.Length / channels))];
            LabPlanes.FromColour(pixels, channels, order, lab);
            if (channels == 4)
                pixels.CopyTo(result);
            PixelPlanes.Merge(lab, channels, result);
        }
    }

    /// <summary>L, a, b to colour; a fourth channel (alpha) stays as it is.</summary>
    /// <inheritdoc cref="FromColour"/>
    public static void ToColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        Span<byte> planes = stackalloc byte[3 * Block];
        int channels = shape.Channels;
        for (int at = 0; at < source.Length; at += Block * channels)
        {
            ReadOnlySpan<byte> pixels = source.Slice(at, Math.Min(Block * channels, source.Length - at));
            Span<byte> result = destination.Slice(at, pixels.Length), lab = planes[..(3 * LabPlanes.Room(pixels.Length / channels))];
            PixelPlanes.Split(pixels, channels, lab);
            if (channels == 4)
                pixels.CopyTo(result);
            LabPlanes.ToColour(lab, channels, order, result);
        }
    }
}
