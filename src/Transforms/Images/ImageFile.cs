using System.Buffers.Binary;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>
/// Reads image files strictly: what is no JPEG, PNG or WebP, what ends before its end, and what claims more pixels than allowed is refused before anything is decoded.
/// (Codecs differ in what they make of half a file; some give half a picture without a word.)
/// </summary>
internal static class ImageFile
{
    private const long LongestFile = 1L << 30;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostPixels">The most pixels it may have.</param>
    /// <exception cref="InvalidDataException">The file is not there, is not whole, is no image, or is too large; the text names it.</exception>
    public static MLImage Read(string path, long mostPixels) => Read(path, mostPixels, (bytes, _, _) =>
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return MLImage.CreateFromStream(stream) ?? throw new InvalidDataException("it cannot be decoded");
    });

    /// <summary>A picture's width and height, without decoding it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostPixels">The most pixels it may have.</param>
    /// <exception cref="InvalidDataException">The file is not there, is not whole, is no image, or is too large; the text names it.</exception>
    public static (int Width, int Height) SizeOf(string path, long mostPixels) => Read(path, mostPixels, (_, width, height) => (width, height));

    private static T Read<T>(string path, long mostPixels, Func<byte[], int, int, T> use)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new InvalidDataException("there is no such file");
            if (file.Length > LongestFile)
                throw new InvalidDataException($"it has {file.Length} bytes; at most {LongestFile} are allowed");
            var bytes = File.ReadAllBytes(path);
            var (width, height) = Check(bytes);
            if (width < 1 || height < 1)
                throw new InvalidDataException($"it has {width} x {height} pixels");
            if ((long)width * height > mostPixels)
                throw new InvalidDataException($"it has {width} x {height} pixels; at most {mostPixels} are allowed");
            return use(bytes, width, height);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"'{path}' cannot be read as an image: {e.Message}", e);
        }
    }

    private static (int Width, int Height) Check(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Jpeg(file);
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png(file);
        if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            return WebP(file);
        throw new InvalidDataException(file.IsEmpty ? "it is empty" : "it is no JPEG, PNG or WebP");
    }

    private static (int, int) Jpeg(ReadOnlySpan<byte> file)
    {
        var (width, height, at) = (0, 0, 2);
        while (true)
        {
            // Markers may be preceded by any number of 0xFF.
            while (at < file.Length && file[at] == 0xFF)
                at++;
            if (at >= file.Length)
                throw Truncated();
            var marker = file[at++];
            if (marker == 0xD9)
                return width > 0 ? (width, height) : throw new InvalidDataException("it is a JPEG without a picture");
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
                continue;
            if (at + 2 > file.Length)
                throw Truncated();
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || at + length > file.Length)
                throw Truncated();
            // A start of frame; C4, C8 and CC are other tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && length >= 8)
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 3)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            at += length;
            if (marker == 0xDA)
                at = EndOfScan(file, at);
        }
    }

    /// <summary>The place of the marker that ends the compressed data: 0xFF that is followed neither by 0 nor by a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (true)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
                throw Truncated();
            at += next + 1;
            if (file[at] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return at - 1;
        }
    }

    private static (int, int) Png(ReadOnlySpan<byte> file)
    {
        var (width, height, at) = (0, 0, 8);
        while (at + 12 <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var kind = file.Slice(at + 4, 4);
            if (length > file.Length - at - 12)
                throw Truncated();
            if (kind.SequenceEqual("IHDR"u8) && length >= 8)
            {
                width = BinaryPrimitives.ReadInt32BigEndian(file[(at + 8)..]);
                height = BinaryPrimitives.ReadInt32BigEndian(file[(at + 12)..]);
            }
            if (kind.SequenceEqual("IEND"u8))
                return (width, height);
            at += (int)length + 12;
        }
        throw Truncated();
    }

    private static (int, int) WebP(ReadOnlySpan<byte> file)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) > file.Length - 8 || file.Length < 30)
            throw Truncated();
        var data = file[20..];
        return file[12..16] switch
        {
            var kind when kind.SequenceEqual("VP8X"u8) => (UInt24(data[4..]) + 1, UInt24(data[7..]) + 1),
            var kind when kind.SequenceEqual("VP8L"u8) => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(data[1..])),
            _ => (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF),
        };

        static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

        static (int, int) Lossless(uint bits) => ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static InvalidDataException Truncated() => new("it ends before its end: the file is truncated or damaged");
}
