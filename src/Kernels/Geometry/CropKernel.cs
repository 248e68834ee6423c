namespace DeepRecipes.Kernels;

/// <summary>Cuts a rectangle out of an image or mask. Keypoints and boxes move by <c>AffineTransform.Translation(-x, -y)</c>.</summary>
public static class CropKernel
{
    /// <summary>Copies the rectangle.</summary>
    /// <typeparam name="T">The type of a sample.</typeparam>
    /// <param name="source">HWC, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="area">Inside the image, at least one pixel.</param>
    /// <param name="destination">At least the area's samples; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or area is not a proper one.</exception>
    public static void Apply<T>(ReadOnlySpan<T> source, ImageShape shape, PixelRectangle area, Span<T> destination)
        where T : unmanaged
    {
        Ensure.Shape(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        area.EnsureInside(shape, nameof(area));
        int stride = area.Width * shape.Channels;
        Ensure.Room(destination.Length, stride * area.Height, nameof(destination));
        Ensure.Apart<T>(source, destination);
        for (int y = 0; y < area.Height; y++)
            source.Slice(((area.Y + y) * shape.Stride) + (area.X * shape.Channels), stride).CopyTo(destination[(y * stride)..]);
    }

    /// <summary>The rectangle in the middle; an odd pixel is left over at the right or below.</summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="width">1 to the image's width.</param>
    /// <param name="height">1 to the image's height.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side does not fit.</exception>
    public static PixelRectangle Center(ImageShape shape, int width, int height)
    {
        Ensure.InRange(width, 1, shape.Width);
        Ensure.InRange(height, 1, shape.Height);
        return new PixelRectangle((shape.Width - width) / 2, (shape.Height - height) / 2, width, height);
    }

    /// <summary>
    /// A random area and aspect, torchvision's <c>RandomResizedCrop</c>: ten tries, then the largest centred crop whose aspect is in range. Width and x go with the image's width, height and
    /// y with its height.
    /// </summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="options">Ranges of area and aspect.</param>
    /// <param name="random">The stream; the draws from <paramref name="draw"/> to <c>draw + 21</c> are used.</param>
    /// <param name="draw">The first draw used.</param>
    /// <exception cref="ArgumentOutOfRangeException">A range is not a proper one.</exception>
    public static PixelRectangle RandomResized(ImageShape shape, RandomResizedCropOptions options, in CounterRandom random, uint draw)
    {
        Ensure.Shape(shape);
        Ensure.InRange(options.LeastArea, 1e-6, 1, "options.LeastArea");
        Ensure.InRange(options.MostArea, options.LeastArea, 1, "options.MostArea");
        Ensure.InRange(options.LeastAspect, 1e-3, 1e3, "options.LeastAspect");
        Ensure.InRange(options.MostAspect, options.LeastAspect, 1e3, "options.MostAspect");
        double pixels = (double)shape.Width * shape.Height, leastLog = Math.Log(options.LeastAspect), mostLog = Math.Log(options.MostAspect);
        for (uint t = 0; t < 10; t++)
        {
            double area = pixels * random.Uniform(draw + (2 * t), options.LeastArea, options.MostArea);
            double aspect = Math.Exp(random.Uniform(draw + (2 * t) + 1, leastLog, mostLog));
            double w = Math.Round(Math.Sqrt(area * aspect)), h = Math.Round(Math.Sqrt(area / aspect));
            if (w >= 1 && h >= 1 && w <= shape.Width && h <= shape.Height)
                return new PixelRectangle(random.Integer(draw + 20, 0, shape.Width - (int)w), random.Integer(draw + 21, 0, shape.Height - (int)h), (int)w, (int)h);
        }

        double own = (double)shape.Width / shape.Height;
        int width = own > options.MostAspect ? (int)Math.Round(shape.Height * options.MostAspect) : shape.Width;
        int height = own < options.LeastAspect ? (int)Math.Round(shape.Width / options.LeastAspect) : shape.Height;
        return Center(shape, Math.Clamp(width, 1, shape.Width), Math.Clamp(height, 1, shape.Height));
    }
}

/// <summary>Ranges of a random resized crop.</summary>
/// <param name="LeastArea">Smallest share of the image's area, greater than 0.</param>
/// <param name="MostArea">Largest share, at most 1.</param>
/// <param name="LeastAspect">Smallest width / height.</param>
/// <param name="MostAspect">Largest width / height.</param>
public readonly record struct RandomResizedCropOptions(double LeastArea, double MostArea, double LeastAspect, double MostAspect)
{
    /// <summary>torchvision's defaults: 8 to 100 per cent of the area, aspects from 3:4 to 4:3.</summary>
    public static RandomResizedCropOptions Default => new(0.08, 1, 3.0 / 4, 4.0 / 3);
}
