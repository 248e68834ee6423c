using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Masks: colours to class ids and back, one-hot planes, 0..255 masks to 0..1.</summary>
public static class LabelMapKernel
{
    /// <summary>A colour label map to contiguous class ids in one 8-bit channel.</summary>
    /// <param name="source">HWC bytes of 3 or 4 channels; a fourth is not looked at.</param>
    /// <param name="shape">The label map's shape.</param>
    /// <param name="palette">Three bytes a class, in the source's channel order; class i is the i-th colour. At most 255 classes, no colour twice.</param>
    /// <param name="ignoreIndex">Id of pixels whose colour is not in the palette; 255 is usual (an 8-bit mask has no -1).</param>
    /// <param name="destination">At least width x height bytes; must not overlap the source.</param>
    /// <returns>How many pixels got <paramref name="ignoreIndex"/>: a number above what is expected means a wrong palette or an interpolated map.</returns>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or the palette names a colour twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one, or <paramref name="ignoreIndex"/> is a class of the palette.</exception>
    public static int FromColours(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> palette, byte ignoreIndex, Span<byte> destination)
    {
        Ensure.Colour(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.Room(destination.Length, shape.Width * shape.Height, nameof(destination));
        Ensure.Apart<byte>(source, destination);
        int classes = GuardPalette(palette, ignoreIndex);
        Span<int> colours = stackalloc int[classes];
        for (int i = 0; i < classes; i++)
        {
            colours[i] = palette[3 * i] | (palette[(3 * i) + 1] << 8) | (palette[(3 * i) + 2] << 16);
            if (colours[..i].Contains(colours[i]))
                throw new ArgumentException($"palette names the colour ({palette[3 * i]}, {palette[(3 * i) + 1]}, {palette[(3 * i) + 2]}) twice; every class needs its own.", nameof(palette));
        }

        int ignored = 0, lastColour = -1;
        byte last = ignoreIndex;
        for (int i = 0, p = 0; i < source.Length; i += shape.Channels, p++)
        {
            // Neighbours mostly share their class.
            int colour = source[i] | (source[i + 1] << 8) | (source[i + 2] << 16);
            if (colour != lastColour)
            {
                int found = colours.IndexOf(colour);
                (lastColour, last) = (colour, found < 0 ? ignoreIndex : (byte)found);
            }

            destination[p] = last;
            ignored += last == ignoreIndex ? 1 : 0;
        }

        return ignored;
    }

    /// <summary>Looks for a colour that is not in the palette.</summary>
    /// <param name="source">HWC bytes of 3 or 4 channels; a fourth is not looked at.</param>
    /// <param name="shape">The label map's shape.</param>
    /// <param name="palette">Three bytes a colour, in the source's channel order.</param>
    /// <returns>The index of the first pixel of such a colour, or -1.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one.</exception>
    public static int FirstUnknown(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> palette)
    {
        Ensure.Colour(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        if (palette.Length % 3 != 0)
            throw new ArgumentException($"palette holds {palette.Length} bytes; three a colour are needed.", nameof(palette));
        int known = -1;
        for (int i = 0; i < source.Length; i += shape.Channels)
        {
            int colour = source[i] | (source[i + 1] << 8) | (source[i + 2] << 16);
            if (colour == known)
                continue;
            known = colour;
            int at = 0;
            while (at < palette.Length && !palette.Slice(at, 3).SequenceEqual(source.Slice(i, 3)))
                at += 3;
            if (at == palette.Length)
                return i / shape.Channels;
        }

        return -1;
    }

    /// <summary>Looks for an id that is no class.</summary>
    /// <param name="source">One id a pixel.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignoreIndex">An id that is no class and allowed all the same; null for none.</param>
    /// <returns>The index of the first such pixel, or -1.</returns>
    public static int FirstNoClass(ReadOnlySpan<byte> source, int classes, byte? ignoreIndex)
    {
        Ensure.InRange(classes, 1, 256);
        for (int i = 0; i < source.Length; i++)
        {
            int next = source[i..].IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
            if (next < 0)
                return -1;
            i += next;
            if (source[i] != ignoreIndex)
                return i;
        }

        return -1;
    }

    /// <summary>Class ids to colours, three channels.</summary>
    /// <param name="source">One id a pixel.</param>
    /// <param name="palette">Three bytes a class.</param>
    /// <param name="ignoreIndex">Drawn black.</param>
    /// <param name="destination">Three bytes a pixel; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or an id is no class of the palette.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ignoreIndex"/> is a class of the palette.</exception>
    public static void ToColours(ReadOnlySpan<byte> source, ReadOnlySpan<byte> palette, byte ignoreIndex, Span<byte> destination)
    {
        int classes = GuardPalette(palette, ignoreIndex);
        Ensure.Room(destination.Length, checked(3 * source.Length), nameof(destination));
        Ensure.Apart<byte>(source, destination);
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] == ignoreIndex)
                destination.Slice(3 * i, 3).Clear();
            else if (source[i] < classes)
                palette.Slice(3 * source[i], 3).CopyTo(destination[(3 * i)..]);
            else
                throw new ArgumentException($"source[{i}] is {source[i]}; ids must be 0 to {classes - 1} or the ignore index {ignoreIndex}.", nameof(source));
        }
    }

    /// <summary>Class ids to opaque pixels of four bytes.</summary>
    /// <param name="source">One id a pixel; see <see cref="FirstNoClass"/> for those that are none.</param>
    /// <param name="palette">Three bytes a class.</param>
    /// <param name="other">Three bytes: the colour of every id that is no class of the palette.</param>
    /// <param name="destination">Four bytes a pixel; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    public static void ToPixels(ReadOnlySpan<byte> source, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> other, Span<byte> destination)
    {
        Ensure.Length(other.Length, 3, nameof(other));
        Ensure.Room(destination.Length, checked(4 * source.Length), nameof(destination));
        Ensure.Apart<byte>(source, destination);
        if (palette.Length % 3 != 0 || palette.Length > 768)
            throw new ArgumentException($"palette holds {palette.Length} bytes; three a class are needed, for at most 256 classes.", nameof(palette));
        Span<uint> colours = stackalloc uint[256];
        colours.Fill(Opaque(other));
        for (int i = 0; i < palette.Length; i += 3)
            colours[i / 3] = Opaque(palette.Slice(i, 3));
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(destination);
        for (int i = 0; i < source.Length; i++)
            pixels[i] = colours[source[i]];

        static uint Opaque(ReadOnlySpan<byte> colour) => BinaryPrimitives.ReadUInt32LittleEndian([colour[0], colour[1], colour[2], 255]);
    }

    /// <summary>Class ids to one plane of 0 and 1 a class (CHW); ignored pixels are 0 in every plane.</summary>
    /// <param name="source">One id a pixel.</param>
    /// <param name="classes">1 to 256.</param>
    /// <param name="ignoreIndex">No class; null where every id must be one.</param>
    /// <param name="destination">At least classes x pixels floats.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an id is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is out of its range.</exception>
    public static void OneHot(ReadOnlySpan<byte> source, int classes, byte? ignoreIndex, Span<float> destination)
    {
        Ensure.InRange(classes, 1, 256);
        Ensure.Room(destination.Length, checked(classes * source.Length), nameof(destination));
        destination[..(classes * source.Length)].Clear();
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] == ignoreIndex)
                continue;
            if (source[i] >= classes)
                throw new ArgumentException($"source[{i}] is {source[i]}; ids must be 0 to {classes - 1}{(ignoreIndex is null ? "" : $" or the ignore index {ignoreIndex}")}.", nameof(source));
            destination[(source[i] * source.Length) + i] = 1;
        }
    }

    /// <summary>
    /// A binary mask of 0 and 255 to floats 0 and 1. The recipe's trap: an image normalised to 0..1 beside a mask left at 0..255. Values between are refused, since they mean that the mask was
    /// interpolated or holds class ids.
    /// </summary>
    /// <param name="source">0 and 255 (or 0 and 1: then it is already scaled), one a pixel.</param>
    /// <param name="destination">At least as long.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is neither 0 nor the mask's one other value, 1 or 255.</exception>
    public static void BinaryToUnit(ReadOnlySpan<byte> source, Span<float> destination)
    {
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        byte on = source.Contains((byte)255) ? (byte)255 : (byte)1;
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] != 0 && source[i] != on)
                throw new ArgumentException($"source[{i}] is {source[i]}; a binary mask holds 0 and 255, or 0 and 1. Was it resized with anything but nearest, or does it hold class ids?", nameof(source));
            destination[i] = source[i] == 0 ? 0f : 1f;
        }
    }

    private static int GuardPalette(ReadOnlySpan<byte> palette, byte ignoreIndex)
    {
        if (palette.IsEmpty || palette.Length % 3 != 0 || palette.Length > 255 * 3)
            throw new ArgumentException($"palette holds {palette.Length} bytes; three a class are needed, for 1 to 255 classes.", nameof(palette));
        int classes = palette.Length / 3;
        Ensure.InRange((int)ignoreIndex, classes, 255, nameof(ignoreIndex));
        return classes;
    }
}
