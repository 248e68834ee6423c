namespace DeepRecipes.Kernels;

/// <summary>Options of contrast-limited adaptive histogram equalisation.</summary>
/// <param name="ClipLimit">At least 0; 0 does not clip. In units of a flat histogram: a bin holds at most this many times the mean. OpenCV's default is 40.</param>
/// <param name="TilesX">Tiles across, 1 to 64.</param>
/// <param name="TilesY">Tiles down, 1 to 64.</param>
public readonly record struct ClaheOptions(double ClipLimit, int TilesX = 8, int TilesY = 8);

/// <summary>
/// Contrast-limited adaptive histogram equalisation, OpenCV's <c>createCLAHE</c> to the bit, with its habit of padding an axis that divides evenly by a whole further row of
/// tiles where the other axis does not.
/// </summary>
public static class ClaheKernel
{
    /// <summary>One grey channel.</summary>
    /// <param name="source">Grey bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">One channel.</param>
    /// <param name="options">Clip limit and tiles.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    public static void Gray(ReadOnlySpan<byte> source, ImageShape shape, ClaheOptions options, Span<byte> destination)
    {
        if (shape.Channels != 1)
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "shape must have 1 channel; use PerChannel or Lightness for colours.");
        Ensure.InPlace(source, shape, destination);
        options.Guard();
        Plane(source, shape.Width, shape.Height, options, destination);
    }

    /// <summary>Every channel by itself, which changes colours; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="options">Clip limit and tiles.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    public static void PerChannel(ReadOnlySpan<byte> source, ImageShape shape, ClaheOptions options, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        options.Guard();
        int pixels = shape.Width * shape.Height;
        using var pooled = new Pooled<byte>(3 * pixels);
        Span<byte> planes = pooled.Span;
        if (shape.Channels < 3)
        {
            OneByOne(source, shape, options, planes[..pixels], destination);
            return;
        }

        // The channels lie apart while they are worked on: neighbours in a plane are neighbours in memory.
        PixelPlanes.Split(source, shape.Channels, planes);
        for (int c = 0; c < 3; c++)
            Plane(planes.Slice(c * pixels, pixels), shape.Width, shape.Height, options, planes.Slice(c * pixels, pixels));
        if (shape.Channels == 4)
            source.CopyTo(destination);
        PixelPlanes.Merge(planes, shape.Channels, destination[..source.Length]);
    }

    /// <summary>The lightness of L*a*b* alone, the colours kept: what OpenCV's conversion, CLAHE and conversion back give together.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels; a fourth (alpha) stays as it is.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="options">Clip limit and tiles.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    public static void Lightness(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, ClaheOptions options, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        options.Guard();
        int pixels = shape.Width * shape.Height;
        using var pooled = new Pooled<byte>(3 * LabPlanes.Room(pixels));
        Span<byte> planes = pooled.Span;
        LabPlanes.FromColour(source, shape.Channels, order, planes);
        Plane(planes[..pixels], shape.Width, shape.Height, options, planes[..pixels]);
        if (shape.Channels == 4)
            source.CopyTo(destination);
        LabPlanes.ToColour(planes, shape.Channels, order, destination[..source.Length]);
    }

    private static void OneByOne(ReadOnlySpan<byte> source, ImageShape shape, ClaheOptions options, Span<byte> plane, Span<byte> destination)
    {
        for (int c = 0; c < shape.Channels; c++)
        {
            for (int i = 0; i < plane.Length; i++)
                plane[i] = source[(i * shape.Channels) + c];
            Plane(plane, shape.Width, shape.Height, options, plane);
            for (int i = 0; i < plane.Length; i++)
                destination[(i * shape.Channels) + c] = plane[i];
        }
    }

    private static void Plane(ReadOnlySpan<byte> source, int width, int height, ClaheOptions options, Span<byte> destination)
    {
        int tilesX = options.TilesX, tilesY = options.TilesY;
        bool divides = width % tilesX == 0 && height % tilesY == 0;
        int tileWidth = (divides ? width : width + tilesX - (width % tilesX)) / tilesX;
        int tileHeight = (divides ? height : height + tilesY - (height % tilesY)) / tilesY;
        using var pooledTables = new Pooled<byte>(256 * tilesX * tilesY);
        Tables(source, width, height, options, tileWidth, tileHeight, pooledTables.Span);
        using var rows = new ClaheRows(width, tileWidth, tilesX);
        float inverse = 1f / tileHeight;
        for (int y = 0; y < height; y++)
        {
            // Between the centres of which two rows of tiles.
            float at = (y * inverse) - 0.5f;
            int above = (int)MathF.Floor(at);
            ReadOnlySpan<byte> upper = pooledTables.Span.Slice(Math.Max(above, 0) * tilesX * 256, tilesX * 256), lower = pooledTables.Span.Slice(Math.Min(above + 1, tilesY - 1) * tilesX * 256, tilesX * 256);
            rows.Run(source.Slice(y * width, width), upper, lower, at - above, destination.Slice(y * width, width));
        }
    }

    private static void Tables(ReadOnlySpan<byte> source, int width, int height, ClaheOptions options, int tileWidth, int tileHeight, Span<byte> tables)
    {
        int area = tileWidth * tileHeight;
        float scale = 255f / area;
        int limit = options.ClipLimit > 0 ? Math.Max((int)(options.ClipLimit * area / 256), 1) : 0;
        Span<int> counts = stackalloc int[256], parts = stackalloc int[Histogram.PartsLength];
        for (int tile = 0; tile < options.TilesX * options.TilesY; tile++)
        {
            parts.Clear();
            int x0 = tile % options.TilesX * tileWidth, y0 = tile / options.TilesX * tileHeight;
            int inside = Math.Clamp(width - x0, 0, tileWidth);
            for (int y = y0; y < y0 + tileHeight; y++)
            {
                // Beyond the edge the image is mirrored, as far as its last tile reaches.
                ReadOnlySpan<byte> row = source.Slice(Border.Index(y, height, BorderMode.Reflect101) * width, width);
                Histogram.Add(row.Slice(Math.Min(x0, width), inside), 1, parts);
                for (int x = x0 + inside; x < x0 + tileWidth; x++)
                    parts[row[Border.Index(x, width, BorderMode.Reflect101)]]++;
            }

            Histogram.Sum(parts, 1, counts);
            if (limit > 0)
                Clip(counts, limit);
            int sum = 0;
            for (int k = 0; k < 256; k++)
            {
                sum += counts[k];
                tables[(256 * tile) + k] = Saturate.ToByte(sum * scale);
            }
        }
    }

    // What is above the limit is spread over all bins, the rest of that division over bins at equal steps.
    private static void Clip(Span<int> counts, int limit)
    {
        int clipped = 0;
        foreach (ref int count in counts)
        {
            if (count <= limit)
                continue;
            clipped += count - limit;
            count = limit;
        }

        int share = clipped / 256, rest = clipped - (share * 256);
        foreach (ref int count in counts)
            count += share;
        int step = rest == 0 ? 256 : Math.Max(256 / rest, 1);
        for (int k = 0; k < 256 && rest > 0; k += step, rest--)
            counts[k]++;
    }

    private static void Guard(this ClaheOptions options)
    {
        Ensure.InRange(options.ClipLimit, 0, 1e6, "options.ClipLimit");
        Ensure.InRange(options.TilesX, 1, 64, "options.TilesX");
        Ensure.InRange(options.TilesY, 1, 64, "options.TilesY");
    }
}
