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
        Channel(source, shape, 0, options, destination);
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
        for (int c = 0; c < Math.Min(shape.Channels, 3); c++)
            Channel(source, shape, c, options, destination);
        if (shape.Channels == 4)
            Alpha.Copy(source, destination[..source.Length]);
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
        LabKernel.FromColour(source, shape, order, destination);
        Channel(destination[..source.Length], shape, 0, options, destination);
        LabKernel.ToColour(destination[..source.Length], shape, order, destination);
    }

    private static void Channel(ReadOnlySpan<byte> source, ImageShape shape, int channel, ClaheOptions options, Span<byte> destination)
    {
        int tilesX = options.TilesX, tilesY = options.TilesY, width = shape.Width, height = shape.Height, channels = shape.Channels;
        bool divides = width % tilesX == 0 && height % tilesY == 0;
        int tileWidth = (divides ? width : width + tilesX - (width % tilesX)) / tilesX;
        int tileHeight = (divides ? height : height + tilesY - (height % tilesY)) / tilesY;
        using var pooledTables = new Pooled<byte>(256 * tilesX * tilesY);
        using var pooledColumns = new Pooled<ClaheColumn>(width);
        Tables(source, shape, channel, options, tileWidth, tileHeight, pooledTables.Span);

        Span<ClaheColumn> columns = pooledColumns.Span;
        float inverseWidth = 1f / tileWidth, inverseHeight = 1f / tileHeight;
        for (int x = 0; x < width; x++)
        {
            float at = (x * inverseWidth) - 0.5f;
            int left = (int)MathF.Floor(at);
            columns[x] = new ClaheColumn(Math.Max(left, 0) * 256, Math.Min(left + 1, tilesX - 1) * 256, at - left, 1f - (at - left));
        }

        for (int y = 0; y < height; y++)
        {
            float at = (y * inverseHeight) - 0.5f;
            int above = (int)MathF.Floor(at);
            float down = at - above, up = 1f - down;
            ReadOnlySpan<byte> upper = pooledTables.Span[(Math.Max(above, 0) * tilesX * 256)..], lower = pooledTables.Span[(Math.Min(above + 1, tilesY - 1) * tilesX * 256)..];
            int i = (y * shape.Stride) + channel;
            for (int x = 0; x < columns.Length; x++, i += channels)
            {
                byte v = source[i];
                ref readonly ClaheColumn c = ref columns[x];
                float value = (((upper[c.Left + v] * c.Less) + (upper[c.Right + v] * c.More)) * up) + (((lower[c.Left + v] * c.Less) + (lower[c.Right + v] * c.More)) * down);
                destination[i] = Saturate.ToByte(value);
            }
        }
    }

    private static void Tables(ReadOnlySpan<byte> source, ImageShape shape, int channel, ClaheOptions options, int tileWidth, int tileHeight, Span<byte> tables)
    {
        int area = tileWidth * tileHeight;
        float scale = 255f / area;
        int limit = options.ClipLimit > 0 ? Math.Max((int)(options.ClipLimit * area / 256), 1) : 0;
        Span<int> counts = stackalloc int[256];
        for (int tile = 0; tile < options.TilesX * options.TilesY; tile++)
        {
            counts.Clear();
            int x0 = tile % options.TilesX * tileWidth, y0 = tile / options.TilesX * tileHeight;
            for (int y = y0; y < y0 + tileHeight; y++)
            {
                // Beyond the edge the image is mirrored, as far as its last tile reaches.
                int row = Border.Index(y, shape.Height, BorderMode.Reflect101) * shape.Stride;
                int inside = Math.Clamp(shape.Width - x0, 0, tileWidth);
                int at = row + (x0 * shape.Channels) + channel;
                for (int x = 0; x < inside; x++, at += shape.Channels)
                    counts[source[at]]++;
                for (int x = x0 + inside; x < x0 + tileWidth; x++)
                    counts[source[row + (Border.Index(x, shape.Width, BorderMode.Reflect101) * shape.Channels) + channel]]++;
            }

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

    private readonly record struct ClaheColumn(int Left, int Right, float More, float Less);
}
