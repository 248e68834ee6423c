namespace DeepRecipes.Kernels;

/// <summary>How many pixels are added at each side.</summary>
/// <param name="Left">At least 0.</param>
/// <param name="Top">At least 0.</param>
/// <param name="Right">At least 0.</param>
/// <param name="Bottom">At least 0.</param>
public readonly record struct Padding(int Left, int Top, int Right, int Bottom);

/// <summary>Adds pixels around an image: OpenCV's <c>copyMakeBorder</c>. Keypoints and boxes move by <c>AffineTransform.Translation(left, top)</c>.</summary>
public static class PadKernel
{
    /// <summary>The padded shape.</summary>
    /// <param name="shape">The source's shape.</param>
    /// <param name="padding">Each side at least 0.</param>
    public static ImageShape OutputShape(ImageShape shape, Padding padding) =>
        new(checked(shape.Width + padding.Left + padding.Right), checked(shape.Height + padding.Top + padding.Bottom), shape.Channels);

    /// <summary>Writes the padded image.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="padding">Each side at least 0.</param>
    /// <param name="border">What the new pixels are; for masks a fixed class.</param>
    /// <param name="destination">At least <see cref="OutputShape"/>'s length; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a side is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, Padding padding, Border border, Span<byte> destination)
    {
        Ensure.Shape(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.InRange(padding.Left, 0, int.MaxValue, "padding.Left");
        Ensure.InRange(padding.Top, 0, int.MaxValue, "padding.Top");
        Ensure.InRange(padding.Right, 0, int.MaxValue, "padding.Right");
        Ensure.InRange(padding.Bottom, 0, int.MaxValue, "padding.Bottom");
        ImageShape target = OutputShape(shape, padding);
        Ensure.Room(destination.Length, target.Length, nameof(destination));
        Ensure.Apart<byte>(source, destination);
        Span<byte> fill = [border.Fill0, border.Fill1, border.Fill2, border.Fill3];
        fill = fill[..shape.Channels];
        for (int y = 0; y < target.Height; y++)
        {
            Span<byte> to = destination.Slice(y * target.Stride, target.Stride);
            int row = Border.Index(y - padding.Top, shape.Height, border.Mode);
            if (row < 0)
                Rectangles.FillPixels(to, fill);
            else if (border.Mode != BorderMode.Constant)
                PaddedRows.Fill(source.Slice(row * shape.Stride, shape.Stride), shape.Channels, padding.Left, padding.Right, border.Mode, to);
            else
            {
                Rectangles.FillPixels(to[..(padding.Left * shape.Channels)], fill);
                source.Slice(row * shape.Stride, shape.Stride).CopyTo(to[(padding.Left * shape.Channels)..]);
                Rectangles.FillPixels(to[((padding.Left + shape.Width) * shape.Channels)..], fill);
            }
        }
    }
}
