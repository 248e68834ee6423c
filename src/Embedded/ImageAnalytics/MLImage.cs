using System.Buffers;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>
/// An image of four bytes a pixel, rows tightly packed from the top. Colours are premultiplied by alpha, as ML.NET's decoder leaves them.
/// The pixels are rented: <see cref="Dispose"/> gives them back, and a span taken before that must not be read after it.
/// </summary>
public sealed class MLImage : IDisposable
{
    private const int BytesPerPixel = 4;

    private readonly int _width;
    private readonly int _height;
    private readonly MLPixelFormat _format;
    private byte[] _rented;
    private string _tag;

    private MLImage(byte[] rented, int width, int height, MLPixelFormat format)
    {
        _rented = rented;
        _width = width;
        _height = height;
        _format = format;
    }

    /// <summary>The order of a pixel's bytes.</summary>
    public MLPixelFormat PixelFormat
    {
        get
        {
            ThrowIfDisposed();
            return _format;
        }
    }

    /// <summary>A copy of the pixels as blue, green, red, without alpha: 3 * <see cref="Width"/> * <see cref="Height"/> bytes. Colours are not premultiplied.</summary>
    public byte[] GetBGRPixels
    {
        get
        {
            var pixels = Pixels;
            var bgr = new byte[pixels.Length / BytesPerPixel * 3];
            PixelPacking.ToThreeBytes(pixels, bgr, swapRedAndBlue: _format == MLPixelFormat.Rgba32, straightAlpha: true);
            return bgr;
        }
    }

    /// <summary>The pixels: 4 * <see cref="Width"/> * <see cref="Height"/> bytes.</summary>
    public ReadOnlySpan<byte> Pixels
    {
        get
        {
            ThrowIfDisposed();
            return _rented.AsSpan(0, _width * _height * BytesPerPixel);
        }
    }

    /// <summary>Free text that travels with the image; the image loader writes the path into it.</summary>
    public string Tag
    {
        get
        {
            ThrowIfDisposed();
            return _tag;
        }

        set
        {
            ThrowIfDisposed();
            _tag = value;
        }
    }

    /// <summary>The width in pixels.</summary>
    public int Width
    {
        get
        {
            ThrowIfDisposed();
            return _width;
        }
    }

    /// <summary>The height in pixels.</summary>
    public int Height
    {
        get
        {
            ThrowIfDisposed();
            return _height;
        }
    }

    /// <summary>Always 32.</summary>
    public int BitsPerPixel
    {
        get
        {
            ThrowIfDisposed();
            return BytesPerPixel * 8;
        }
    }

    /// <summary>Decodes a JPEG, PNG or WebP file. Neither a colour profile nor the EXIF orientation is applied.</summary>
    /// <exception cref="ArgumentException">The file cannot be read or is not a whole image of these formats.</exception>
    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        try
        {
            using var file = EncodedImage.FromFile(imagePath);
            return Decode(file.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or ImageFormatException)
        {
            throw new ArgumentException($"Invalid path '{imagePath}': {e.Message}", nameof(imagePath), e);
        }
    }

    /// <summary>Creates an image from a copy of the given pixels.</summary>
    /// <exception cref="ArgumentException">The format is unknown, a side is not positive, or the span is not 4 * width * height bytes.</exception>
    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException($"Unsupported pixel format {pixelFormat}.", nameof(pixelFormat));
        if (width <= 0)
            throw new ArgumentException($"Invalid width value {width}: it must be positive.", nameof(width));
        if (height <= 0)
            throw new ArgumentException($"Invalid height value {height}: it must be positive.", nameof(height));
        var needed = (long)width * height * BytesPerPixel;
        if (imagePixelData.Length != needed)
            throw new ArgumentException($"Invalid {nameof(imagePixelData)} buffer size: {imagePixelData.Length} bytes, {needed} are needed for {width} x {height} pixels.", nameof(imagePixelData));

        var rented = ArrayPool<byte>.Shared.Rent(imagePixelData.Length);
        imagePixelData.CopyTo(rented);
        return new MLImage(rented, width, height, pixelFormat);
    }

    /// <summary>Decodes a JPEG, PNG or WebP image from the rest of a stream. Neither a colour profile nor the EXIF orientation is applied.</summary>
    /// <exception cref="ArgumentException">The stream does not hold a whole image of these formats.</exception>
    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        using var encoded = EncodedImage.FromStream(imageStream);
        try
        {
            return Decode(encoded.Bytes);
        }
        catch (ImageFormatException e)
        {
            throw new ArgumentException($"Invalid input stream contents: {e.Message}", nameof(imageStream), e);
        }
    }

    /// <summary>Gives the pixels back. May be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Encodes the image by the path's extension: .png, .jpg and .jpeg (quality 100, without alpha), .webp (lossless). The file is written only once all of it is encoded.</summary>
    /// <exception cref="ArgumentException">The extension is none of these.</exception>
    public void Save(string imagePath)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(imagePath);
        File.WriteAllBytes(imagePath, ImageEncoder.Encode(this, EncodingFormat.FromPath(imagePath)));
    }

    /// <summary>Takes over a rented buffer that holds the pixels.</summary>
    internal static MLImage FromRented(byte[] rented, int width, int height, MLPixelFormat format) => new(rented, width, height, format);

    internal static MLImage Decode(ReadOnlySpan<byte> encoded)
    {
        var rented = ImageDecoder.Decode(encoded, out var width, out var height);
        return new MLImage(rented, width, height, MLPixelFormat.Bgra32);
    }

    private void ThrowIfDisposed()
    {
        if (_rented is null)
            throw new InvalidOperationException("Object is disposed.");
    }
}
