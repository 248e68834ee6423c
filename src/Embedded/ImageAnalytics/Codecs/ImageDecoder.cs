using System.Buffers;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Decodes JPEG, PNG and WebP to premultiplied BGRA, strip by strip, so that the codec's rows are still in the cache when they are expanded.</summary>
internal static unsafe class ImageDecoder
{
    /// <summary>The most pixels an image may have: a small file may claim any size. Four bytes each, 1 GiB.</summary>
    public const int MaxPixels = 1 << 28;

    private const int StripRows = 64;
    private const int FormatByte = 0;
    private const int FormatUInt16 = 2;
    private const int InterpretationCmyk = 15;

    /// <summary>Returns an array rented from the shared pool; its first 4 * width * height bytes are the pixels.</summary>
    /// <exception cref="ImageFormatException">Not a whole image of these formats, or too large.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> encoded, out int width, out int height)
    {
        var format = EncodingFormat.FromContent(encoded);

        // The codec reads from this memory until the last strip.
        fixed (byte* data = encoded)
        {
            using var load = new VipsOperation(format.Loader);
            load.SetBlob("buffer", data, encoded.Length);
            load.Set("access", "sequential");
            load.Set("fail-on", "truncated");
            if (!load.TryBuild())
                throw new ImageFormatException($"its {format.Name} header is damaged or incomplete.");
            var image = load.TakeImage("out");
            try
            {
                width = Vips.ImageWidth(image);
                height = Vips.ImageHeight(image);
                if (width < 1 || height < 1)
                    throw new ImageFormatException($"it has {width} x {height} pixels.");
                if ((long)width * height > MaxPixels)
                    throw new ImageFormatException($"it has {width} x {height} pixels; at most {MaxPixels} are read.");
                return ReadPixels(image, width, height, format);
            }
            finally
            {
                Vips.Unref(image);
            }
        }
    }

    private static byte[] ReadPixels(nint image, int width, int height, EncodingFormat format)
    {
        var layout = LayoutOf(image, format);
        var sampleFormat = Vips.ImageFormat(image);
        if (sampleFormat is not (FormatByte or FormatUInt16))
            throw new ImageFormatException($"its {format.Name} samples are neither 8 nor 16 bits.");

        var pixels = ArrayPool<byte>.Shared.Rent(width * height * 4);
        var region = Vips.RegionNew(image);
        try
        {
            for (var top = 0; top < height; top += StripRows)
            {
                var rows = Math.Min(StripRows, height - top);
                nuint length;
                var strip = Vips.RegionFetch(region, 0, top, width, rows, &length);
                if (strip is null)
                {
                    Vips.ErrorClear();
                    throw new ImageFormatException($"its {format.Name} data are truncated or damaged (within rows {top} to {top + rows - 1} of {height}).");
                }

                var samples = new Span<byte>(strip, checked((int)length));
                if (sampleFormat == FormatUInt16)
                    samples = PixelExpansion.NarrowInPlace(samples);
                PixelExpansion.ToBgra(samples, pixels.AsSpan(top * width * 4, rows * width * 4), layout);
                Vips.Free(strip);
            }

            return pixels;
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(pixels);
            throw;
        }
        finally
        {
            Vips.Unref(region);
        }
    }

    private static SampleLayout LayoutOf(nint image, EncodingFormat format) => Vips.ImageBands(image) switch
    {
        1 => SampleLayout.Gray,
        2 => SampleLayout.GrayAlpha,
        3 => SampleLayout.Rgb,
        4 when Vips.ImageInterpretation(image) == InterpretationCmyk => SampleLayout.Cmyk,
        4 => SampleLayout.Rgba,
        var bands => throw new ImageFormatException($"its {format.Name} data have {bands} channels."),
    };
}
