using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>
/// Resizes images. Each interpolation has its name, because tools that say only "resize" give different pixels: all of these have half-pixel centres (target pixel x
/// looks at <c>(x + 0.5) * source / target - 0.5</c>) and only <c>Area</c> and <c>PillowBilinear</c> smooth when they shrink.
/// </summary>
public static class ResizeKernel
{
    /// <summary>Nearest neighbour, as OpenCV's <c>INTER_NEAREST</c>: source pixel <c>floor(x * source / target)</c>. The only one for masks and label maps.</summary>
    /// <typeparam name="T">The type of a sample.</typeparam>
    /// <param name="source">HWC, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="width">Target width, at least 1.</param>
    /// <param name="height">Target height, at least 1.</param>
    /// <param name="destination">At least <c>width * height * channels</c> long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a side is not a proper one.</exception>
    public static void Nearest<T>(ReadOnlySpan<T> source, ImageShape shape, int width, int height, Span<T> destination)
        where T : unmanaged
    {
        Guard(source, shape, width, height, destination);
        double scaleX = 1.0 / ((double)width / shape.Width), scaleY = 1.0 / ((double)height / shape.Height);
        using var pooled = new Pooled<int>(width);
        Span<int> offset = pooled.Span;
        int pixelBytes = shape.Channels * Unsafe.SizeOf<T>();
        for (int x = 0; x < width; x++)
            offset[x] = Math.Min((int)Math.Floor(x * scaleX), shape.Width - 1) * pixelBytes;

        ReadOnlySpan<byte> s = MemoryMarshal.AsBytes(source);
        Span<byte> d = MemoryMarshal.AsBytes(destination);
        int sourceStride = shape.Width * pixelBytes, stride = width * pixelBytes, previous = -1;
        for (int y = 0; y < height; y++)
        {
            int row = Math.Min((int)Math.Floor(y * scaleY), shape.Height - 1);
            Span<byte> to = d.Slice(y * stride, stride);
            if (row == previous)
                d.Slice((y - 1) * stride, stride).CopyTo(to);
            else
                PixelPick.Row(ref MemoryMarshal.GetReference(s[(row * sourceStride)..]), offset, pixelBytes, ref MemoryMarshal.GetReference(to));
            previous = row;
        }
    }

    /// <summary>Bilinear without antialiasing, to the bit what OpenCV's <c>resize(INTER_LINEAR)</c> gives for bytes (fixed point, 11-bit weights).</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="width">Target width, at least 1.</param>
    /// <param name="height">Target height, at least 1.</param>
    /// <param name="destination">At least <c>width * height * channels</c> long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a side is not a proper one.</exception>
    public static void Bilinear(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        Guard(source, shape, width, height, destination);
        BilinearInto(source, shape, width, height, destination, width * shape.Channels);
    }

    /// <summary>Bilinear without antialiasing and without rounding to bytes: floats 0..255, HWC with the source's channels. What a network's input should come from.</summary>
    /// <inheritdoc cref="Bilinear(ReadOnlySpan{byte}, ImageShape, int, int, Span{byte})"/>
    public static void BilinearToFloat(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<float> destination)
    {
        GuardShape(source.Length, shape, width, height, destination.Length);
        Ensure.Apart(source, MemoryMarshal.AsBytes(destination), nameof(destination));
        using var ints = new Pooled<int>(width + height);
        using var floats = new Pooled<float>(width + height);
        using var pooledRow = new Pooled<float>(4 * width);
        Span<float> row = pooledRow.Span;
        var rows = new BilinearToFloat(source, shape, width, height, ints.Span, floats.Span);
        for (int y = 0; y < height; y++)
        {
            rows.Row(y, row);
            Span<float> to = destination.Slice(y * width * shape.Channels, width * shape.Channels);
            for (int x = 0, i = 0; x < width; x++)
            {
                for (int c = 0; c < shape.Channels; c++)
                    to[i++] = row[(4 * x) + c];
            }
        }
    }

    /// <summary>Bicubic (Keys, a = -0.75) without antialiasing: OpenCV's <c>resize(INTER_CUBIC)</c>. Overshoot is saturated.</summary>
    /// <inheritdoc cref="Bilinear(ReadOnlySpan{byte}, ImageShape, int, int, Span{byte})"/>
    public static void Bicubic(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        Guard(source, shape, width, height, destination);
        BicubicResize.Run(source, shape, width, height, destination);
    }

    /// <summary>The mean of the covered area: OpenCV's <c>resize(INTER_AREA)</c>, the one to shrink with. Where an axis grows it interpolates as OpenCV does then.</summary>
    /// <inheritdoc cref="Bilinear(ReadOnlySpan{byte}, ImageShape, int, int, Span{byte})"/>
    public static void Area(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        Guard(source, shape, width, height, destination);
        AreaResize.Run(source, shape, width, height, destination);
    }

    /// <summary>Pillow's and torchvision's antialiased bilinear: a triangle filter as wide as the shrink factor. Not OpenCV's bilinear.</summary>
    /// <inheritdoc cref="Bilinear(ReadOnlySpan{byte}, ImageShape, int, int, Span{byte})"/>
    public static void PillowBilinear(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        Guard(source, shape, width, height, destination);
        PillowBilinearResize.Run(source, shape, width, height, destination);
    }

    /// <summary>By name.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="interpolation">Which of the forms above.</param>
    /// <param name="width">Target width, at least 1.</param>
    /// <param name="height">Target height, at least 1.</param>
    /// <param name="destination">At least <c>width * height * channels</c> long; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape, a side or the interpolation is not a proper one.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, ResizeInterpolation interpolation, int width, int height, Span<byte> destination)
    {
        switch (interpolation)
        {
            case ResizeInterpolation.Nearest: Nearest(source, shape, width, height, destination); break;
            case ResizeInterpolation.Bilinear: Bilinear(source, shape, width, height, destination); break;
            case ResizeInterpolation.Bicubic: Bicubic(source, shape, width, height, destination); break;
            case ResizeInterpolation.Area: Area(source, shape, width, height, destination); break;
            case ResizeInterpolation.PillowBilinear: PillowBilinear(source, shape, width, height, destination); break;
            default: throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "interpolation must be one of ResizeInterpolation's.");
        }
    }

    /// <summary>Bilinear into a window of a wider image.</summary>
    internal static void BilinearInto(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination, int destinationStride)
    {
        if (shape.Width == width && shape.Height == height)
        {
            for (int y = 0; y < height; y++)
                source.Slice(y * shape.Stride, shape.Stride).CopyTo(destination[(y * destinationStride)..]);
        }
        else if (shape.Width == 2 * width && shape.Height == 2 * height)
        {
            // OpenCV takes its area path here: the four weights are a quarter each.
            HalveResize.Run(source, shape, destination, destinationStride);
        }
        else
        {
            BilinearResize.Run(source, shape, width, height, destination, destinationStride);
        }
    }

    private static void Guard<T>(ReadOnlySpan<T> source, ImageShape shape, int width, int height, Span<T> destination)
    {
        GuardShape(source.Length, shape, width, height, destination.Length);
        Ensure.Apart<T>(source, destination);
    }

    private static void GuardShape(int sourceLength, ImageShape shape, int width, int height, int destinationLength)
    {
        Ensure.Shape(shape);
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.Length(sourceLength, shape.Length, "source");
        Ensure.Room(destinationLength, new ImageShape(width, height, shape.Channels).Length, "destination");
    }
}
