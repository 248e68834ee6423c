using DeepRecipes;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;
using Quickstart;

namespace Tasks;

/// <summary>Key points top-down: a detector finds the faces, and a second network looks at each of them. One ML.NET pipeline, from the file to points in the photo.</summary>
public static class FaceLandmarks
{
    /// <summary>Prints where the faces of a photo are, and where their chins.</summary>
    public static void Run()
    {
        string detector = Asset.Path("face-models", "fr_detect.onnx"), landmarks = Asset.Path("face-models", "fr_landmark.onnx");
        var mlContext = new MLContext();
        var vision = mlContext.Vision();
        var colour = new TensorFormat { Normalization = ChannelNormalization.Centered(127, 128) };
        var grey = new TensorFormat { IsGrey = true, Normalization = ChannelNormalization.Uniform(1 / 256f, 0) };
        var pipeline = vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("input", "Image", 320, 240, ResizeFit.Stretch, colour, mappingColumnName: "Mapping"))
            .Append(vision.OnnxScore(detector))
            .Append(vision.DecodeDetections(new UltraFaceDecoder(), ["scores", "boxes"], 320, 240, "Mapping"))
            .Append(vision.NonMaximumSuppression(threshold: 0.3))
            .Append(vision.CropObjects("Face", "Image", mappingColumnName: "Crop"))
            .Append(vision.ImageToTensor("input", "Face", 64, 64, ResizeFit.Stretch, grey, mappingColumnName: "Mapping"))
            .Append(vision.OnnxScore(landmarks))
            .Append(vision.DecodeDetections(new LandmarkDecoder(), ["output"], 64, 64, "Mapping", cropMappingColumnName: "Crop"));

        var photos = mlContext.Data.LoadFromEnumerable([new Photo { Path = Asset.Path("photos", "sample1.jpg") }]);
        foreach (var face in mlContext.Data.CreateEnumerable<Face>(pipeline.Fit(photos).Transform(photos), reuseRowObject: false))
            Console.WriteLine($"{Path.GetFileName(face.Path)}: a face at ({face.Boxes[0]:F0}, {face.Boxes[1]:F0}) with its chin at ({face.Keypoints[3 * 8]:F0}, {face.Keypoints[(3 * 8) + 1]:F0})");
    }

    private sealed class Photo
    {
        public string Path { get; set; } = "";
    }

    private sealed class Face
    {
        public string Path { get; set; } = "";

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType(0, 68, 3)]
        public float[] Keypoints { get; set; } = [];
    }
}
