namespace DeepRecipes.Kernels;

/// <summary>Four images around one point (YOLOv4's mosaic): which part of each goes where, with the map for its boxes and points.</summary>
public static class MosaicKernel
{
    /// <summary>
    /// The place of one of the four. Image 0 ends at the centre with its lower right corner, 1 begins at it with its lower left, 2 with its upper right, 3 with its upper left;
    /// what does not fit is cut off.
    /// </summary>
    /// <param name="index">0 to 3: upper left, upper right, lower left, lower right.</param>
    /// <param name="image">The image's shape.</param>
    /// <param name="width">The mosaic's width.</param>
    /// <param name="height">The mosaic's height.</param>
    /// <param name="centerX">Column where the four meet, 0 to width.</param>
    /// <param name="centerY">Row where the four meet, 0 to height.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static MosaicPart Part(int index, ImageShape image, int width, int height, int centerX, int centerY)
    {
        Ensure.InRange(index, 0, 3);
        Ensure.Shape(image);
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.InRange(centerX, 0, width);
        Ensure.InRange(centerY, 0, height);
        int left = index % 2 == 0 ? centerX - image.Width : centerX, top = index < 2 ? centerY - image.Height : centerY;
        int roomX0 = index % 2 == 0 ? 0 : centerX, roomX1 = index % 2 == 0 ? centerX : width, roomY0 = index < 2 ? 0 : centerY, roomY1 = index < 2 ? centerY : height;
        int x0 = Math.Max(left, roomX0), y0 = Math.Max(top, roomY0), x1 = Math.Min(left + image.Width, roomX1), y1 = Math.Min(top + image.Height, roomY1);
        var visible = new PixelRectangle(x0, y0, Math.Max(x1 - x0, 0), Math.Max(y1 - y0, 0));
        return new MosaicPart(visible, left, top);
    }

    /// <summary>Copies one part into the mosaic.</summary>
    /// <param name="image">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="part">Its place.</param>
    /// <param name="mosaic">The mosaic, as many channels; must not overlap the image.</param>
    /// <param name="mosaicShape">The mosaic's shape.</param>
    /// <exception cref="ArgumentException">A length or the channels do not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A shape is not a proper one, or the part lies outside the mosaic or the image.</exception>
    public static void Paste(ReadOnlySpan<byte> image, ImageShape shape, MosaicPart part, Span<byte> mosaic, ImageShape mosaicShape)
    {
        Ensure.Shape(shape);
        Ensure.Shape(mosaicShape);
        Ensure.Length(image.Length, shape.Length, nameof(image));
        Ensure.Length(mosaic.Length, mosaicShape.Length, nameof(mosaic));
        Ensure.Apart<byte>(image, mosaic, nameof(mosaic));
        if (shape.Channels != mosaicShape.Channels)
            throw new ArgumentException($"shape has {shape.Channels} channels and mosaicShape {mosaicShape.Channels}; they must have the same.", nameof(shape));
        PixelRectangle visible = part.Visible;
        if (visible.Width == 0 || visible.Height == 0)
            return;
        visible.EnsureInside(mosaicShape, nameof(part));
        (visible with { X = visible.X - part.Left, Y = visible.Y - part.Top }).EnsureInside(shape, nameof(part));
        for (int y = visible.Y; y < visible.Y + visible.Height; y++)
        {
            image.Slice(((y - part.Top) * shape.Stride) + ((visible.X - part.Left) * shape.Channels), visible.Width * shape.Channels)
                .CopyTo(mosaic[((y * mosaicShape.Stride) + (visible.X * mosaicShape.Channels))..]);
        }
    }
}

/// <summary>Where one image lies in a mosaic. Its boxes and keypoints move by (Left, Top) and are then clipped to <see cref="Visible"/>.</summary>
/// <param name="Visible">The part of the mosaic that shows it; may be empty.</param>
/// <param name="Left">Column of the image's left edge in the mosaic; may be negative.</param>
/// <param name="Top">Row of the image's upper edge in the mosaic; may be negative.</param>
public readonly record struct MosaicPart(PixelRectangle Visible, int Left, int Top);
