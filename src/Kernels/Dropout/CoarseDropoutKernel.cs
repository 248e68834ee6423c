namespace DeepRecipes.Kernels;

/// <summary>
/// Covers rectangles of an image. One square is Cutout, several are coarse dropout, one rectangle of random area and aspect is random erasing. Boxes and keypoints stay; what is covered of
/// them the caller may ask with <see cref="CoveredShare"/>.
/// </summary>
public static class CoarseDropoutKernel
{
    /// <summary>Covers rectangles with a colour.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="holes">What lies outside the image is cut off.</param>
    /// <param name="colour">One byte a channel.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<PixelRectangle> holes, ReadOnlySpan<byte> colour, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.Length(colour.Length, shape.Channels, nameof(colour));
        source.CopyTo(destination);
        foreach (PixelRectangle hole in holes)
            Rectangles.Fill(destination, shape, hole, colour);
    }

    /// <summary>Fills one rectangle with uniform noise (random erasing's other form); a fourth channel (alpha) is left.</summary>
    /// <param name="image">HWC bytes, exactly <paramref name="shape"/>'s length, changed in place.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="hole">What lies outside the image is cut off.</param>
    /// <param name="random">The stream.</param>
    /// <param name="draw">Which draw of the stream: one for the rectangle.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void EraseWithNoise(Span<byte> image, ImageShape shape, PixelRectangle hole, in CounterRandom random, uint draw)
    {
        Ensure.InPlace(image, shape, image);
        PixelRectangle area = hole.ClippedTo(shape.Width, shape.Height);
        using var pooled = new Pooled<float>(area.Width * area.Height * shape.Channels);
        random.FillUniform(draw, pooled.Span);
        int used = Math.Min(shape.Channels, 3);
        for (int y = 0, i = 0; y < area.Height; y++)
        {
            Span<byte> row = image.Slice(((area.Y + y) * shape.Stride) + (area.X * shape.Channels), area.Width * shape.Channels);
            for (int x = 0; x < row.Length; x += shape.Channels, i += shape.Channels)
            {
                for (int c = 0; c < used; c++)
                    row[x + c] = (byte)(pooled.Span[i + c] * 256);
            }
        }
    }

    /// <summary>How much of a box the holes cover, 0 to 1; holes must not overlap each other to be exact, else it is an upper bound cut at 1. NaN for a box without area.</summary>
    /// <param name="box">Continuous edges.</param>
    /// <param name="holes">Rectangles of whole pixels.</param>
    public static double CoveredShare(Box box, ReadOnlySpan<PixelRectangle> holes)
    {
        double area = ((double)box.X2 - box.X1) * ((double)box.Y2 - box.Y1), covered = 0;
        if (!(area > 0))
            return double.NaN;
        foreach (PixelRectangle hole in holes)
        {
            double w = Math.Min(box.X2, hole.X + (double)hole.Width) - Math.Max(box.X1, hole.X), h = Math.Min(box.Y2, hole.Y + (double)hole.Height) - Math.Max(box.Y1, hole.Y);
            covered += Math.Max(w, 0) * Math.Max(h, 0);
        }

        return Math.Min(covered / area, 1);
    }
}
