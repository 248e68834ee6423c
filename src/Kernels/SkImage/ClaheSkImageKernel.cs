namespace DeepRecipes.Kernels;

/// <summary>
/// Contrast-limited adaptive histogram equalisation as scikit-image's <c>equalize_adapthist</c> (0.19) defines it: 16,384 levels in 253 bins, tiles by their size and not by their number, a mirrored border,
/// truncated mappings, and the result stretched to 0..255. Colours keep hue and saturation: their HSV value is equalised.
/// </summary>
public static class ClaheSkImageKernel
{
    private const int Levels = 1 << 14, Bins = 256, BinSize = 1 + (Levels / Bins);

    /// <summary>Equalises a picture.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">1, 3 or 4 channels; a fourth (alpha) stays as it is.</param>
    /// <param name="clipLimit">The most of a tile's pixels that may be in one bin, 0 to 1; 0 sets no limit. scikit-image's default is 0.01.</param>
    /// <param name="tileWidth">1 to the picture's width, or 0 for an eighth of it.</param>
    /// <param name="tileHeight">1 to the picture's height, or 0 for an eighth of it.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double clipLimit, int tileWidth, int tileHeight, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.NotTwoChannels(shape);
        Ensure.InRange(clipLimit, 0, 1);
        Ensure.InRange(tileWidth, 0, shape.Width);
        Ensure.InRange(tileHeight, 0, shape.Height);
        var tiles = new Tiles(shape.Width, shape.Height, tileWidth == 0 ? Math.Max(shape.Width / 8, 1) : tileWidth, tileHeight == 0 ? Math.Max(shape.Height / 8, 1) : tileHeight);
        using var value = new Pooled<byte>(shape.Width * shape.Height);
        using var equalized = new Pooled<int>(shape.Width * shape.Height);
        using var maps = new Pooled<int>(tiles.Across * tiles.Down * Bins);
        for (int i = 0, p = 0; p < value.Span.Length; p++, i += shape.Channels)
            value.Span[p] = shape.Channels == 1 ? source[i] : Math.Max(source[i], Math.Max(source[i + 1], source[i + 2]));
        Span<int> bins = stackalloc int[256];
        ToBins(value.Span, bins);
        FillMaps(value.Span, bins, tiles, clipLimit, maps.Span);
        Interpolate(value.Span, bins, tiles, maps.Span, equalized.Span);
        Write(source, shape, value.Span, equalized.Span, destination);
    }

    /// <summary>The bin of each byte level: the picture's levels stretched to all 16,384, then 65 to a bin.</summary>
    private static void ToBins(ReadOnlySpan<byte> value, Span<int> bins)
    {
        int least = 255, most = 0;
        foreach (byte v in value)
            (least, most) = (Math.Min(least, v), Math.Max(most, v));
        for (int v = 0; v < 256; v++)
        {
            double level = least == most ? Math.Min(257 * v, Levels - 1) : Math.Round((double)(v - least) / (most - least) * (Levels - 1));
            bins[v] = (int)Math.Clamp(level, 0, Levels - 1) / BinSize;
        }
    }

    private static void FillMaps(ReadOnlySpan<byte> value, ReadOnlySpan<int> bins, Tiles tiles, double clipLimit, Span<int> maps)
    {
        int pixels = tiles.TileWidth * tiles.TileHeight;
        int limit = clipLimit > 0 ? Math.Max((int)(clipLimit * pixels), 1) : pixels;
        double scale = (double)(Levels - 1) / pixels;
        for (int tile = 0; tile < tiles.Across * tiles.Down; tile++)
        {
            Span<int> map = maps.Slice(tile * Bins, Bins);
            map.Clear();
            int left = tile % tiles.Across * tiles.TileWidth, top = tile / tiles.Across * tiles.TileHeight;
            for (int y = top; y < top + tiles.TileHeight; y++)
            {
                int row = Mirror(y, tiles.Height) * tiles.Width;
                for (int x = left; x < left + tiles.TileWidth; x++)
                    map[bins[value[row + Mirror(x, tiles.Width)]]]++;
            }

            Clip(map, limit);
            long sum = 0;
            for (int k = 0; k < Bins; k++)
                map[k] = (int)Math.Min((sum += map[k]) * scale, Levels - 1);
        }
    }

    // What is over the limit is shared out evenly, and what is left after that one by one over bins as far apart as it allows.
    private static void Clip(Span<int> histogram, int limit)
    {
        int excess = 0;
        foreach (ref int count in histogram)
        {
            excess += Math.Max(count - limit, 0);
            count = Math.Min(count, limit);
        }

        int each = excess / Bins, upper = limit - each;
        foreach (ref int count in histogram)
        {
            if (count < upper)
            {
                count += each;
                excess -= each;
            }
        }

        foreach (ref int count in histogram)
        {
            if (count >= upper && count < limit)
            {
                excess -= limit - count;
                count = limit;
            }
        }

        for (int before = excess + 1; excess > 0 && excess != before;)
        {
            before = excess;
            for (int start = 0; start < Bins && excess > 0; start++)
            {
                int under = 0;
                foreach (int count in histogram)
                    under += count < limit ? 1 : 0;
                int step = Math.Max(1, under / excess);
                for (int k = start; k < Bins; k += step)
                {
                    if (histogram[k] < limit)
                    {
                        histogram[k]++;
                        excess--;
                    }
                }
            }
        }
    }

    // Between the centres of four tiles, their mappings in proportion; beyond the outer centres, the outer tile's.
    private static void Interpolate(ReadOnlySpan<byte> value, ReadOnlySpan<int> bins, Tiles tiles, ReadOnlySpan<int> maps, Span<int> equalized)
    {
        for (int y = 0, i = 0; y < tiles.Height; y++)
        {
            var (above, below, down) = Between(y, tiles.TileHeight, tiles.Down);
            for (int x = 0; x < tiles.Width; x++, i++)
            {
                var (left, right, across) = Between(x, tiles.TileWidth, tiles.Across);
                ReadOnlySpan<int> upper = maps.Slice(bins[value[i]] + (above * tiles.Across * Bins)), lower = maps.Slice(bins[value[i]] + (below * tiles.Across * Bins));
                // The four parts are added in single precision.
                float sum = (float)(upper[left * Bins] * ((1 - across) * (1 - down)));
                sum += (float)(upper[right * Bins] * (across * (1 - down)));
                sum += (float)(lower[left * Bins] * ((1 - across) * down));
                sum += (float)(lower[right * Bins] * (across * down));
                equalized[i] = (int)sum;
            }
        }
    }

    private static (int First, int Second, double Share) Between(int at, int tile, int tiles)
    {
        int place = at + (tile / 2);
        return (Math.Clamp((place / tile) - 1, 0, tiles - 1), Math.Clamp(place / tile, 0, tiles - 1), (double)(place % tile) / tile);
    }

    private static void Write(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> value, ReadOnlySpan<int> equalized, Span<byte> destination)
    {
        int least = int.MaxValue, most = 0;
        foreach (int level in equalized)
            (least, most) = (Math.Min(least, level), Math.Max(most, level));
        for (int i = 0, p = 0; p < value.Length; p++, i += shape.Channels)
        {
            double share = least == most ? Math.Min(equalized[p], 1) : (double)(equalized[p] - least) / (most - least);
            for (int c = 0; c < Math.Min(shape.Channels, 3); c++)
                destination[i + c] = Saturate.ToByte(255 * (shape.Channels == 1 || value[p] == 0 ? share : share * source[i + c] / value[p]));
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
        }
    }

    // Mirrored without repeating the edge.
    private static int Mirror(int i, int length)
    {
        if (length == 1)
            return 0;
        int at = i % (2 * (length - 1));
        return at < length ? at : (2 * (length - 1)) - at;
    }

    private readonly record struct Tiles(int Width, int Height, int TileWidth, int TileHeight)
    {
        public int Across => (Width + TileWidth - 1) / TileWidth;

        public int Down => (Height + TileHeight - 1) / TileHeight;
    }
}
