using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>
/// Resizes into a window of the target and fills the rest. The float forms resize, normalise, reorder channels and change the layout in one pass, and never round to bytes in
/// between (that alone moved detected boxes by up to 0.6 pixel). A stretch is <see cref="LetterboxPlacement.Stretch"/>. Interpolation is bilinear with half-pixel centres and no antialias.
/// </summary>
public static partial class LetterboxKernel
{
    /// <summary>Bytes to normalised float planes (CHW): 3 planes of a source with 3 or 4 channels, 1 plane of a grey one.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">1, 3 or 4 channels; a fourth is dropped.</param>
    /// <param name="placement">Made for this source's width and height.</param>
    /// <param name="options">Normalisation, order, fill.</param>
    /// <param name="destination">At least target width x height x output channels.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or the placement was made for another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has 2 channels.</exception>
    public static void ToChw(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<float> destination)
    {
        int outputs = Guard(source, shape, placement, destination);
        int plane = placement.TargetWidth * placement.TargetHeight;
        ReadOnlySpan<float> scale = [options.Normalization.Scale0, options.Normalization.Scale1, options.Normalization.Scale2];
        ReadOnlySpan<float> offset = [options.Normalization.Offset0, options.Normalization.Offset1, options.Normalization.Offset2];
        for (int c = 0; c < outputs; c++)
            FillBars(destination.Slice(c * plane, plane), placement, 1, [(options.Fill * scale[c]) + offset[c]]);

        using var ints = new Pooled<int>(placement.Width + placement.Height);
        using var floats = new Pooled<float>(placement.Width + placement.Height);
        using var pooledRow = new Pooled<float>(4 * placement.Width);
        Span<float> row = pooledRow.Span;
        var rows = new BilinearToFloat(source, shape, placement.Width, placement.Height, ints.Span, floats.Span);
        for (int y = 0; y < placement.Height; y++)
        {
            Span<float> to = destination[(((placement.Top + y) * placement.TargetWidth) + placement.Left)..];
            if (outputs == 3)
            {
                rows.RowToPlanes(y, options.Normalization, options.SwapRedBlue, to, plane);
                continue;
            }

            rows.Row(y, row);
            OnePlane(row, placement.Width, scale[0], offset[0], to);
        }
    }

    /// <summary>Bytes to normalised interleaved floats (HWC).</summary>
    /// <inheritdoc cref="ToChw(ReadOnlySpan{byte}, ImageShape, in LetterboxPlacement, in LetterboxOptions, Span{float})"/>
    public static void ToHwc(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<float> destination)
    {
        int outputs = Guard(source, shape, placement, destination);
        ReadOnlySpan<float> scale = [options.Normalization.Scale0, options.Normalization.Scale1, options.Normalization.Scale2];
        ReadOnlySpan<float> offset = [options.Normalization.Offset0, options.Normalization.Offset1, options.Normalization.Offset2];
        Span<float> fill = stackalloc float[outputs];
        for (int c = 0; c < outputs; c++)
            fill[c] = (options.Fill * scale[c]) + offset[c];
        FillBars(destination, placement, outputs, fill);

        using var ints = new Pooled<int>(placement.Width + placement.Height);
        using var floats = new Pooled<float>(placement.Width + placement.Height);
        using var pooledRow = new Pooled<float>(4 * placement.Width);
        Span<float> row = pooledRow.Span;
        var rows = new BilinearToFloat(source, shape, placement.Width, placement.Height, ints.Span, floats.Span);
        for (int y = 0; y < placement.Height; y++)
        {
            rows.Row(y, row);
            Span<float> to = destination.Slice((((placement.Top + y) * placement.TargetWidth) + placement.Left) * outputs, placement.Width * outputs);
            for (int x = 0; x < placement.Width; x++)
            {
                for (int c = 0; c < outputs; c++)
                {
                    int from = options.SwapRedBlue && outputs == 3 ? 2 - c : c;
                    to[(x * outputs) + c] = (row[(4 * x) + from] * scale[c]) + offset[c];
                }
            }
        }
    }

    /// <summary>Bytes to bytes, all channels kept, in OpenCV's bilinear arithmetic: what <c>resize</c> and <c>copyMakeBorder</c> give together.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="placement">Made for this source's width and height.</param>
    /// <param name="fill">The bars' value, one a channel.</param>
    /// <param name="destination">At least target width x height x channels.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or the placement was made for another size.</exception>
    public static void ToBytes(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, ReadOnlySpan<byte> fill, Span<byte> destination)
    {
        GuardPlacement(source, shape, placement);
        Ensure.Length(fill.Length, shape.Channels, nameof(fill));
        Ensure.Room(destination.Length, new ImageShape(placement.TargetWidth, placement.TargetHeight, shape.Channels).Length, nameof(destination));
        Ensure.Apart(source, destination);
        FillBars(destination, placement, shape.Channels, fill);
        int stride = placement.TargetWidth * shape.Channels;
        ResizeKernel.BilinearInto(source, shape, placement.Width, placement.Height,
            destination[((placement.Top * stride) + (placement.Left * shape.Channels))..], stride);
    }

    private static int Guard<T>(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, Span<T> destination)
        where T : unmanaged
    {
        GuardPlacement(source, shape, placement);
        Ensure.NotTwoChannels(shape);
        int outputs = NormalizeKernel.OutputChannels(shape);
        Ensure.Room(destination.Length, new ImageShape(placement.TargetWidth, placement.TargetHeight, outputs).Length, nameof(destination));
        Ensure.Apart(source, MemoryMarshal.AsBytes(destination), nameof(destination));
        return outputs;
    }

    private static void GuardPlacement(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement)
    {
        Ensure.Shape(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        if (placement.SourceWidth != shape.Width || placement.SourceHeight != shape.Height)
            throw new ArgumentException($"placement was made for {placement.SourceWidth} x {placement.SourceHeight} pixels, the source has {shape.Width} x {shape.Height}.", nameof(placement));
        Ensure.InRange(placement.Width, 1, placement.TargetWidth, "placement.Width");
        Ensure.InRange(placement.Height, 1, placement.TargetHeight, "placement.Height");
        Ensure.InRange(placement.Left, 0, placement.TargetWidth - placement.Width, "placement.Left");
        Ensure.InRange(placement.Top, 0, placement.TargetHeight - placement.Height, "placement.Top");
    }

    // Everything outside the window, rows of `samples` values a pixel.
    private static void FillBars<T>(Span<T> image, in LetterboxPlacement p, int samples, ReadOnlySpan<T> fill)
        where T : IEquatable<T>
    {
        int stride = p.TargetWidth * samples;
        Rectangles.FillPixels(image[..(p.Top * stride)], fill);
        Rectangles.FillPixels(image[((p.Top + p.Height) * stride)..(p.TargetHeight * stride)], fill);
        if (p.Width == p.TargetWidth)
            return;
        for (int y = p.Top; y < p.Top + p.Height; y++)
        {
            Span<T> row = image.Slice(y * stride, stride);
            Rectangles.FillPixels(row[..(p.Left * samples)], fill);
            Rectangles.FillPixels(row[((p.Left + p.Width) * samples)..], fill);
        }
    }

    private static void OnePlane(ReadOnlySpan<float> row, int width, float scale, float offset, Span<float> to)
    {
        for (int x = 0; x < width; x++)
            to[x] = (row[4 * x] * scale) + offset;
    }
}
