using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Reports;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;

namespace DeepRecipes.Cli;

/// <summary>A picture file with detections drawn into it.</summary>
internal static class DrawnPhoto
{
    public static void Write(PictureDetections found, IReadOnlyList<string> classNames, string path)
    {
        using MLImage image = MLImage.CreateFromFile(found.Path);
        byte[] pixels = image.Pixels.ToArray();
        var shape = new ImageShape(image.Width, image.Height, 4);
        ChannelOrder order = image.PixelFormat == MLPixelFormat.Bgra32 ? ChannelOrder.Bgr : ChannelOrder.Rgb;
        DetectedObject[] shown = [.. found.Objects.Take(PhotoFigure.MostObjects)];
        foreach (DetectedObject one in shown)
        {
            if (one.Mask is { } mask)
                MaskDrawing.Tint(pixels, shape, order, mask, one.ClassId);
        }
        PhotoDrawing.Draw(pixels, shape, order, [new("found", [.. shown.Select(one => Drawn(one, classNames))])]);
        using MLImage drawn = MLImage.CreateFromPixels(image.Width, image.Height, image.PixelFormat, pixels);
        PictureFile.Save(drawn, path);
    }

    private static PhotoObject Drawn(DetectedObject one, IReadOnlyList<string> classNames) => new()
    {
        Box = one.Box,
        Score = one.Score,
        ClassIndex = one.ClassId,
        Label = one.ClassId < classNames.Count ? classNames[one.ClassId] : "",
        Points = [.. one.Keypoints.Select(point => new PhotoPoint(point.X, point.Y))],
    };
}
