namespace Microsoft.ML.Transforms.Image;

/// <summary>From an image's four premultiplied bytes to what an encoder or a caller takes.</summary>
internal static class PixelPacking
{
    /// <summary>Drops alpha: three bytes a pixel, in the source's order or with the first and third swapped.</summary>
    public static void ToThreeBytes(ReadOnlySpan<byte> pixels, Span<byte> packed, bool swapRedAndBlue, bool straightAlpha)
    {
        var first = swapRedAndBlue ? 2 : 0;
        for (int i = 0, o = 0; i < pixels.Length; i += 4, o += 3)
        {
            var alpha = straightAlpha ? pixels[i + 3] : 255;
            packed[o] = Straight(pixels[i + first], alpha);
            packed[o + 1] = Straight(pixels[i + 1], alpha);
            packed[o + 2] = Straight(pixels[i + 2 - first], alpha);
        }
    }

    /// <summary>Straight (not premultiplied) red, green, blue, alpha.</summary>
    public static void ToStraightRgba(ReadOnlySpan<byte> pixels, Span<byte> rgba, bool swapRedAndBlue)
    {
        var first = swapRedAndBlue ? 2 : 0;
        for (var i = 0; i < pixels.Length; i += 4)
        {
            var alpha = pixels[i + 3];
            rgba[i] = Straight(pixels[i + first], alpha);
            rgba[i + 1] = Straight(pixels[i + 1], alpha);
            rgba[i + 2] = Straight(pixels[i + 2 - first], alpha);
            rgba[i + 3] = alpha;
        }
    }

    public static bool IsOpaque(ReadOnlySpan<byte> pixels)
    {
        for (var i = 3; i < pixels.Length; i += 4)
        {
            if (pixels[i] != 255)
                return false;
        }

        return true;
    }

    private static byte Straight(int colour, int alpha) => alpha switch
    {
        255 => (byte)colour,
        0 => 0,
        _ => (byte)Math.Min(255, (colour * 255 + alpha / 2) / alpha),
    };
}
