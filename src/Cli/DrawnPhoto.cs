using DeepRecipes.Detection;
using DeepRecipes.Reports;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;

namespace DeepRecipes.Cli;

/// <summary>A picture file with detections drawn into it.</summary>
internal static class DrawnPhoto
{
    public static void Write(PictureDetections found, string path)
    {
        using MLImage image = MLImage.CreateFromFile(found.Path);
        byte[] pixels = image.Pixels.ToArray();
        var layer = new PhotoLayer("found", [.. found.Objects.Take(PhotoFigure.MostObjects).Select(Drawn)]);
        PhotoDrawing.Draw(pixels, new(image.Width, image.Height, 4), image.PixelFormat == MLPixelFormat.Bgra32 ? Kernels.ChannelOrder.Bgr : Kernels.ChannelOrder.Rgb, [layer]);
        using MLImage drawn = MLImage.CreateFromPixels(image.Width, image.Height, image.PixelFormat, pixels);
        PictureFile.Save(drawn, path);
    }

    private static PhotoObject Drawn(DetectedObject one) => new()
    {
        Box = one.Box,
        Score = one.Score,
        ClassIndex = one.ClassId,
        Points = [.. one.Keypoints.Select(point => new PhotoPoint(point.X, point.Y))],
    };
}
