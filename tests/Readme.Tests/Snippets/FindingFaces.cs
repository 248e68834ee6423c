using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Readme.Tests.Snippets;

internal static class FindingFaces
{
    private sealed class Photo
    {
        public string Path { get; set; } = "";
    }

    private sealed class Faces
    {
        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType]
        public float[] Scores { get; set; } = [];
    }

    public static void Run()
    {
        string model = Assets.Path("fr_detect.onnx"), photo = Assets.Path("sample1.jpg");
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"faces-{Guid.NewGuid():N}.zip");
        try
        {
            Assert.Equal(3, Find(model, photo, path).Scores.Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Faces Find(string model, string photo, string path)
    {
        var mlContext = new MLContext();
        var vision = mlContext.Vision();
        var format = new TensorFormat { Normalization = ChannelNormalization.Centered(127, 128) };
        var pipeline = vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("input", "Image", 320, 240, ResizeFit.Stretch, format, mappingColumnName: "Mapping"))
            .Append(vision.OnnxScore(model))
            .Append(vision.DecodeDetections(new UltraFaceDecoder(), ["scores", "boxes"], 320, 240, "Mapping"))
            .Append(vision.NonMaximumSuppression(threshold: 0.3));

        var photos = mlContext.Data.LoadFromEnumerable([new Photo { Path = photo }]);
        var detector = pipeline.Fit(photos);
        mlContext.Model.Save(detector, photos.Schema, path);

        var loaded = mlContext.LoadModel(path, out _);
        return mlContext.Model.CreatePredictionEngine<Photo, Faces>(loaded).Predict(new() { Path = photo });
    }
}
