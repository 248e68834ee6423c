namespace Microsoft.ML.Transforms.Image;

/// <summary>A format to read or write: how its files begin, and the codec's operations.</summary>
internal sealed class EncodingFormat
{
    public static readonly EncodingFormat Jpeg = new("JPEG", "jpegload_buffer", "jpegsave_buffer", ("Q", "100"));
    public static readonly EncodingFormat Png = new("PNG", "pngload_buffer", "pngsave_buffer", ("compression", "6"));
    public static readonly EncodingFormat Webp = new("WebP", "webpload_buffer", "webpsave_buffer", ("lossless", "true"));

    private EncodingFormat(string name, string loader, string saver, (string Name, string Value) saveOption)
    {
        Name = name;
        Loader = loader;
        Saver = saver;
        SaveOption = saveOption;
    }

    public string Name { get; }

    public string Loader { get; }

    public string Saver { get; }

    public (string Name, string Value) SaveOption { get; }

    public static EncodingFormat FromContent(ReadOnlySpan<byte> encoded)
    {
        if (encoded.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Jpeg;
        if (encoded.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png;
        if (encoded.Length >= 12 && encoded.StartsWith("RIFF"u8) && encoded[8..].StartsWith("WEBP"u8))
            return Webp;
        throw new ImageFormatException(encoded.IsEmpty ? "it is empty." : "it is neither a JPEG, a PNG nor a WebP image.");
    }

    public static EncodingFormat FromPath(string path)
    {
        var extension = Path.GetExtension(path);
        return extension.ToUpperInvariant() switch
        {
            ".JPG" or ".JPEG" => Jpeg,
            ".PNG" => Png,
            ".WEBP" => Webp,
            _ => throw new ArgumentException($"Saving image with the format '{extension}' is not supported ('{path}'). Use .jpg, .jpeg, .png or .webp.", nameof(path)),
        };
    }
}
