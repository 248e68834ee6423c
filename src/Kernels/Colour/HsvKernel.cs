using System.Runtime.CompilerServices;

namespace DeepRecipes.Kernels;

/// <summary>
/// Colour to hue, saturation and value and back, in OpenCV's 8-bit arithmetic: hue 0 to 179 (half degrees), or 0 to 255 in the full form. To colour, OpenCV truncates in its vector
/// loop and rounds in its scalar one, so its result depends on the machine and on the place in a row; this always rounds.
/// </summary>
public static class HsvKernel
{
    private const int Shift = 12;
    private static readonly int[] SaturationOf = Reciprocals(255.0);
    private static readonly int[] HueOf180 = Reciprocals(180.0 / 6);
    private static readonly int[] HueOf256 = Reciprocals(256.0 / 6);

    /// <summary>Colour to hue, saturation, value; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="full">Hue over 0..255 (OpenCV's HSV_FULL) instead of 0..179.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void FromColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, bool full, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        int red = order == ChannelOrder.Rgb ? 0 : 2;
        for (int i = 0; i < source.Length; i += shape.Channels)
        {
            (int h, int s, int v) = ToHsv(source[i + red], source[i + 1], source[i + 2 - red], full);
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
            (destination[i], destination[i + 1], destination[i + 2]) = ((byte)h, (byte)s, (byte)v);
        }
    }

    /// <summary>Hue, saturation, value to colour; a fourth channel (alpha) stays as it is.</summary>
    /// <inheritdoc cref="FromColour"/>
    public static void ToColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, bool full, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        int red = order == ChannelOrder.Rgb ? 0 : 2;
        for (int i = 0; i < source.Length; i += shape.Channels)
        {
            (byte r, byte g, byte b) = ToRgb(source[i], source[i + 1], source[i + 2], full);
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
            (destination[i + red], destination[i + 1], destination[i + 2 - red]) = (r, g, b);
        }
    }

    /// <summary>Turns the hue and shifts saturation and value, each saturated; hue wraps around.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="shift">What is added.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a shift is out of its range.</exception>
    public static void Shifted(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, HsvShift shift, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        Ensure.InRange(shift.Hue, -180, 180, "shift.Hue");
        Ensure.InRange(shift.Saturation, -255, 255, "shift.Saturation");
        Ensure.InRange(shift.Value, -255, 255, "shift.Value");
        int red = order == ChannelOrder.Rgb ? 0 : 2;
        for (int i = 0; i < source.Length; i += shape.Channels)
        {
            (int h, int s, int v) = ToHsv(source[i + red], source[i + 1], source[i + 2 - red], false);
            h = (h + shift.Hue + 180) % 180;
            (byte r, byte g, byte b) = ToRgb(h, Saturate.ToByte(s + shift.Saturation), Saturate.ToByte(v + shift.Value), false);
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
            (destination[i + red], destination[i + 1], destination[i + 2 - red]) = (r, g, b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int H, int S, int V) ToHsv(int r, int g, int b, bool full)
    {
        int v = Math.Max(r, Math.Max(g, b)), range = v - Math.Min(r, Math.Min(g, b));
        int s = ((range * SaturationOf[v]) + (1 << (Shift - 1))) >> Shift;
        int h = v == r ? g - b : v == g ? b - r + (2 * range) : r - g + (4 * range);
        h = ((h * (full ? HueOf256 : HueOf180)[range]) + (1 << (Shift - 1))) >> Shift;
        if (h < 0)
            h += full ? 256 : 180;
        return (Math.Min(h, 255), s, v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (byte R, byte G, byte B) ToRgb(int hue, int saturation, int value, bool full)
    {
        float s = saturation * (1f / 255f), v = value * (1f / 255f), h = hue * (full ? 6f / 255f : 6f / 180f);
        int sector = (int)h;
        h -= sector;
        float p = v * (1f - s), q = v * (1f - (s * h)), t = v * (1f - (s * (1f - h)));
        (float r, float g, float b) = (sector % 6) switch
        {
            0 => (v, t, p),
            1 => (q, v, p),
            2 => (p, v, t),
            3 => (p, q, v),
            4 => (t, p, v),
            _ => (v, p, q),
        };
        return (Saturate.ToByte(r * 255f), Saturate.ToByte(g * 255f), Saturate.ToByte(b * 255f));
    }

    private static int[] Reciprocals(double top)
    {
        var table = new int[256];
        for (int i = 1; i < 256; i++)
            table[i] = (int)Math.Round(top * (1 << Shift) / i);
        return table;
    }
}

/// <summary>What is added to hue, saturation and value.</summary>
/// <param name="Hue">-180 to 180, in OpenCV's half degrees.</param>
/// <param name="Saturation">-255 to 255.</param>
/// <param name="Value">-255 to 255.</param>
public readonly record struct HsvShift(int Hue, int Saturation, int Value);
