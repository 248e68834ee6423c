using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DeepRecipes.Contracts;

/// <summary>A PNG encoder of the tests' own, so that what a decoder must give is known without one.</summary>
public static class PngFile
{
    /// <summary>Colour types of the PNG specification.</summary>
    public const byte Gray = 0, Rgb = 2, GrayAlpha = 4, Rgba = 6;

    /// <summary>An opaque 8-bit RGB image of <paramref name="rgb"/>.</summary>
    public static byte[] FromRgb(int width, int height, ReadOnlySpan<byte> rgb) => Create(width, height, Rgb, 8, rgb);

    /// <summary>Any colour type without a palette; <paramref name="samples"/> are the rows as PNG stores them (16 bits big-endian), unfiltered.</summary>
    public static byte[] Create(int width, int height, byte colourType, byte bitDepth, ReadOnlySpan<byte> samples)
    {
        var rowBytes = samples.Length / height;
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(samples.Slice(y * rowBytes, rowBytes));
            }
        }

        return Assemble(Header(width, height, colourType, bitDepth), data.ToArray());
    }

    /// <summary>A file that claims a size and holds hardly any data.</summary>
    public static byte[] Claiming(int width, int height) => Assemble(Header(width, height, Rgb, 8), [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);

    private static byte[] Header(int width, int height, byte colourType, byte bitDepth)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bitDepth;
        header[9] = colourType;
        return header;
    }

    private static byte[] Assemble(byte[] header, byte[] data)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", data);
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] content)
    {
        Span<byte> word = stackalloc byte[4];
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        file.Write(word);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32(named));
        file.Write(word);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }
}
