namespace DeepRecipes.Reports;

/// <summary>
/// A photo to be embedded in a report: the bytes of a PNG or JPEG file and the size of the pixel grid that boxes and points refer to. The bytes may be a
/// smaller copy of the photo; it is stretched to that grid. A JPEG's EXIF orientation is ignored, as it is where the library decodes.
/// </summary>
public sealed class Photo
{
    /// <summary>Makes a photo.</summary>
    /// <param name="encoded">A whole PNG or JPEG file. It is not copied: leave it unchanged until the report is written.</param>
    /// <param name="width">Width of the coordinates' grid in pixels, 1 to 100,000.</param>
    /// <param name="height">Height of the coordinates' grid in pixels, 1 to 100,000.</param>
    /// <exception cref="ArgumentException"><paramref name="encoded"/> begins neither as a PNG nor as a JPEG file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of range.</exception>
    public Photo(ReadOnlyMemory<byte> encoded, int width, int height)
    {
        Ensure.InRange(width, 1, 100_000);
        Ensure.InRange(height, 1, 100_000);
        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], jpeg = [0xFF, 0xD8, 0xFF];
        MediaType = encoded.Span.StartsWith(png) ? "image/png"
            : encoded.Span.StartsWith(jpeg) ? "image/jpeg"
            : throw new ArgumentException($"encoded ({encoded.Length} bytes) begins neither as a PNG nor as a JPEG file; encode the pixels first.", nameof(encoded));
        Encoded = encoded;
        Width = width;
        Height = height;
    }

    /// <summary>The file's bytes.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Width of the coordinates' grid in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the coordinates' grid in pixels.</summary>
    public int Height { get; }

    /// <summary>image/png or image/jpeg.</summary>
    public string MediaType { get; }
}
