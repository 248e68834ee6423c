using DeepRecipes.Kernels;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>What the steps need of ML.NET's pictures.</summary>
internal static class ImageExtensions
{
    /// <summary>ML.NET's pictures have four bytes a pixel.</summary>
    public static ImageShape Shape(this MLImage image) => new(image.Width, image.Height, 4);

    /// <summary>Whether blue comes first in the bytes of a pixel.</summary>
    public static bool IsBgr(this MLImage image) => image.Order() == ChannelOrder.Bgr;

    /// <summary>Which channel comes first in the bytes of a pixel.</summary>
    public static ChannelOrder Order(this MLImage image) => image.PixelFormat switch
    {
        MLPixelFormat.Bgra32 => ChannelOrder.Bgr,
        MLPixelFormat.Rgba32 => ChannelOrder.Rgb,
        _ => throw new NotSupportedException($"A picture has the pixel format {image.PixelFormat}; Bgra32 and Rgba32 are supported."),
    };

    /// <summary>A picture of its own with the same pixels.</summary>
    public static MLImage Copy(this MLImage image)
    {
        var copy = MLImage.CreateFromPixels(image.Width, image.Height, image.PixelFormat, image.Pixels);
        copy.Tag = image.Tag;
        return copy;
    }

    /// <summary>Reads a mask's class ids, one a pixel. Where it holds colours instead, says so, to stand behind the mask's name in an error; null where all is well.</summary>
    public static string? ReadClassIds(this MLImage mask, Span<byte> ids) => GreyPixelsKernel.Read(mask.Pixels, ids) is var coloured and >= 0
        ? $"holds colours at pixel ({coloured % mask.Width}, {coloured / mask.Width}); the class id must stand in red, green and blue alike. Turn colours into ids first: mlContext.Vision().ColoursToClassIds."
        : null;
}
