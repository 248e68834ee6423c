namespace DeepRecipes.Kernels;

/// <summary>Pastes a rectangle of one image into another (Yun et al., "CutMix", ICCV 2019). Labels mix by the share of pixels (<see cref="MixupKernel.Labels"/>).</summary>
public static class CutMixKernel
{
    /// <summary>The rectangle whose area is <c>1 - lambda</c> of the image, around a centre, cut off at the edges.</summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="lambda">0 to 1.</param>
    /// <param name="centerX">Column of the centre, 0 to width - 1.</param>
    /// <param name="centerY">Row of the centre, 0 to height - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static PixelRectangle Area(ImageShape shape, double lambda, int centerX, int centerY)
    {
        Ensure.Shape(shape);
        Ensure.InRange(lambda, 0, 1);
        Ensure.InRange(centerX, 0, shape.Width - 1);
        Ensure.InRange(centerY, 0, shape.Height - 1);
        double side = Math.Sqrt(1 - lambda);
        int width = (int)(shape.Width * side), height = (int)(shape.Height * side);
        return new PixelRectangle(centerX - (width / 2), centerY - (height / 2), width, height).ClippedTo(shape.Width, shape.Height);
    }

    /// <summary>Pastes, and says what is left of the first image.</summary>
    /// <param name="first">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="second">An image of the same shape.</param>
    /// <param name="shape">The shape of both.</param>
    /// <param name="area">Taken from the second image; cut off at the edges, may be empty.</param>
    /// <param name="destination">At least as long; may be <paramref name="first"/> itself, must not overlap <paramref name="second"/>.</param>
    /// <returns>The share of pixels that come from <paramref name="first"/>: the lambda for the labels.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static double Apply(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ImageShape shape, PixelRectangle area, Span<byte> destination)
    {
        Ensure.InPlace(first, shape, destination);
        Ensure.SameLength(second.Length, first.Length, nameof(second), nameof(first));
        Ensure.Apart<byte>(second, destination);
        first.CopyTo(destination);
        PixelRectangle inside = area.ClippedTo(shape.Width, shape.Height);
        for (int y = inside.Y; y < inside.Y + inside.Height; y++)
        {
            int at = (y * shape.Stride) + (inside.X * shape.Channels), count = inside.Width * shape.Channels;
            second.Slice(at, count).CopyTo(destination[at..]);
        }

        return 1 - ((double)inside.Width * inside.Height / ((double)shape.Width * shape.Height));
    }
}
