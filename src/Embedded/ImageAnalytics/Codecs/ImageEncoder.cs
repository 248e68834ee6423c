using System.Buffers;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Encodes an image. JPEG has no alpha and drops it; the others keep it only where a pixel is not opaque.</summary>
internal static unsafe class ImageEncoder
{
    private const int FormatByte = 0;

    public static byte[] Encode(MLImage image, EncodingFormat format)
    {
        var pixels = image.Pixels;
        var swap = image.PixelFormat == MLPixelFormat.Bgra32;
        var bands = format == EncodingFormat.Jpeg || PixelPacking.IsOpaque(pixels) ? 3 : 4;
        var size = pixels.Length / 4 * bands;
        var samples = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            if (bands == 3)
                PixelPacking.ToThreeBytes(pixels, samples, swap, straightAlpha: false);
            else
                PixelPacking.ToStraightRgba(pixels, samples, swap);
            fixed (byte* data = samples)
                return Encode(data, size, image.Width, image.Height, bands, format);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(samples);
        }
    }

    private static byte[] Encode(byte* samples, int size, int width, int height, int bands, EncodingFormat format)
    {
        using var save = new VipsOperation(format.Saver);
        var image = Vips.ImageNewFromMemory(samples, (nuint)size, width, height, bands, FormatByte);
        try
        {
            save.SetImage("in", image);
            save.Set(format.SaveOption.Name, format.SaveOption.Value);
            if (!save.TryBuild())
                throw new InvalidOperationException($"An image of {width} x {height} pixels could not be encoded as {format.Name}.");
            return save.CopyBlob("buffer");
        }
        finally
        {
            Vips.Unref(image);
        }
    }
}
