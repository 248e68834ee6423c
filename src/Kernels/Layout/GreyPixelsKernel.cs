using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Class ids in pictures: a mask picture of four channels holds the id in each of red, green and blue.</summary>
public static class GreyPixelsKernel
{
    /// <summary>Reads one id a pixel.</summary>
    /// <param name="pixels">Four bytes a pixel, colours first; the fourth (alpha) is not looked at.</param>
    /// <param name="ids">Room for one byte a pixel.</param>
    /// <returns>-1, or the index of the first pixel whose colours differ: then it is no mask of ids but a picture in colours, and <paramref name="ids"/> is to be thrown away.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static int Read(ReadOnlySpan<byte> pixels, Span<byte> ids)
    {
        Ensure.Length(pixels.Length & 3, 0, nameof(pixels));
        Ensure.Room(ids.Length, pixels.Length / 4, nameof(ids));
        var source = MemoryMarshal.Cast<byte, uint>(pixels);
        for (var i = 0; i < source.Length; i++)
        {
            var colours = source[i] & 0xFFFFFF;
            var id = colours & 0xFF;
            if (colours != id * 0x010101)
                return i;
            ids[i] = (byte)id;
        }
        return -1;
    }

    /// <summary>Writes opaque pixels whose red, green and blue are the id.</summary>
    /// <param name="ids">One byte a pixel.</param>
    /// <param name="pixels">Room for four bytes a pixel.</param>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    public static void Write(ReadOnlySpan<byte> ids, Span<byte> pixels)
    {
        Ensure.Room(pixels.Length, checked(ids.Length * 4), nameof(pixels));
        var destination = MemoryMarshal.Cast<byte, uint>(pixels);
        for (var i = 0; i < ids.Length; i++)
            destination[i] = 0xFF000000 | (ids[i] * 0x010101u);
    }
}
