using DeepRecipes.Detection;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>
/// A tiny detector, written by hand, over a picture of 10 x 6: it finds the column and the row of the reddest pixel, each by itself, and says as its class the least
/// green that it was given. So whatever exchanges rows and columns, layouts or colours, or scales the bytes, is seen. Its output is that of YOLOv10: x1, y1, x2, y2, score, class.
/// </summary>
internal static class ReddestPixel
{
    public const int Width = 10, Height = 6, Green = 37;

    /// <summary>Writes the model for a type of number and a layout, with metadata if there are.</summary>
    public static string Model(string folder, int type, TensorLayout layout, params byte[] metadata)
    {
        var path = Path.Combine(folder, $"reddest-{type}-{layout}.onnx");
        var (channels, rows, columns) = layout == TensorLayout.Chw ? (1, 2, 3) : (3, 1, 2);
        object[] dimensions = layout == TensorLayout.Chw ? [1, 3, Height, Width] : [1, Height, Width, 3];
        File.WriteAllBytes(path, [.. OnnxBytes.Bare(13,
        [
            OnnxBytes.Node("Cast", "floats", ["x"], ["f"], OnnxBytes.Integer("to", OnnxBytes.Float)),
            OnnxBytes.Node("Split", "colours", ["f"], ["red", "green", "blue"], OnnxBytes.Integer("axis", channels)),
            .. Place("column", rows, channels),
            .. Place("row", columns, channels),
            OnnxBytes.Node("Add", "right", ["column", "one"], ["right"]),
            OnnxBytes.Node("Add", "bottom", ["row", "one"], ["bottom"]),
            OnnxBytes.Node("ReduceMin", "least", ["green"], ["class"], OnnxBytes.Integers("axes", rows, columns), OnnxBytes.Integer("keepdims", 0)),
            OnnxBytes.Node("Concat", "values", ["column", "row", "right", "bottom", "one", "class"], ["values"], OnnxBytes.Integer("axis", 1)),
            OnnxBytes.Node("Reshape", "out", ["values", "shape"], ["output0"]),
            OnnxBytes.Stored(OnnxBytes.Floats("one", [1, 1], 1)), OnnxBytes.Stored(OnnxBytes.Longs("shape", 1, 1, 6)), OnnxBytes.Text(2, "g"),
            OnnxBytes.Input("x", type, dimensions), OnnxBytes.Output("output0", OnnxBytes.Float, 1, 1, 6),
        ]), .. metadata]);
        return path;

        // The place of the largest value along one axis, over the largest along the other and the channel.
        static byte[][] Place(string name, int over, int channels) =>
        [
            OnnxBytes.Node("ReduceMax", name + "1", ["red"], [name + ".line"], OnnxBytes.Integers("axes", over, channels), OnnxBytes.Integer("keepdims", 0)),
            OnnxBytes.Node("ArgMax", name + "2", [name + ".line"], [name + ".index"], OnnxBytes.Integer("axis", 1), OnnxBytes.Integer("keepdims", 1)),
            OnnxBytes.Node("Cast", name + "3", [name + ".index"], [name], OnnxBytes.Integer("to", OnnxBytes.Float)),
        ];
    }

    /// <summary>A picture with one red square; blue, which stands elsewhere, is as bright.</summary>
    public static string Picture(string folder, int width, int height, int x, int y, int side = 1)
    {
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            var (column, row) = (i % width, i / width);
            var isRed = column >= x && column < x + side && row >= y && row < y + side;
            new byte[] { isRed ? (byte)250 : (byte)10, Green, column < side && row < side ? (byte)255 : (byte)10, 255 }.CopyTo(pixels, 4 * i);
        }

        var path = Path.Combine(folder, $"{width}x{height}-{x}-{y}.png");
        using var image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
        PictureFile.Save(image, path);
        return path;
    }
}
