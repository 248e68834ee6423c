using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Quickstart;

namespace Tasks;

/// <summary>The same two stages without a pipeline: pixels in, points out, with kernels, decoders and a runtime of one's own. Any decoder of images will do; here it is ML.NET's.</summary>
public static class WithoutMLNet
{
    /// <summary>Prints where the faces of a photo are, and where their chins.</summary>
    public static void Run()
    {
        using var image = MLImage.CreateFromFile(Asset.Path("photos", "sample1.jpg"));
        using var detector = new InferenceSession(Asset.Path("face-models", "fr_detect.onnx"));
        using var landmarks = new InferenceSession(Asset.Path("face-models", "fr_landmark.onnx"));
        var order = image.PixelFormat == MLPixelFormat.Bgra32 ? ChannelOrder.Bgr : ChannelOrder.Rgb;
        var photo = new ImageShape(image.Width, image.Height, 4);

        var decoder = new UltraFaceDecoder();
        var faces = new DetectionBuffer();
        Detect(detector, decoder, decoder.UsualInput, new(320, 240), image.Pixels, photo, order, faces);
        new NonMaximumSuppression { Threshold = 0.3 }.Apply(faces);

        var grey = new NetworkInput { Fit = ResizeFit.Stretch, Format = new() { IsGrey = true, Normalization = ChannelNormalization.Uniform(1 / 256f, 0) } };
        var points = new DetectionBuffer();
        foreach (var face in faces.Boxes.ToArray())
        {
            var tile = Crop.Around(face, image.Width, image.Height);
            var pixels = new byte[tile.Width * tile.Height * 4];
            CropKernel.Apply(image.Pixels, photo, new PixelRectangle(tile.Left, tile.Top, tile.Width, tile.Height), pixels);
            Detect(landmarks, new LandmarkDecoder(), grey, new(64, 64), pixels, new(tile.Width, tile.Height, 4), order, points);
            tile.ToPicture(points);
            Console.WriteLine($"a face at ({face.X1:F0}, {face.Y1:F0}) with its chin at ({points.Keypoints[3 * 8]:F0}, {points.Keypoints[(3 * 8) + 1]:F0})");
        }
    }

    private static void Detect(
        InferenceSession session, IDetectionDecoder decoder, NetworkInput input, NetworkSize size, ReadOnlySpan<byte> pixels, ImageShape shape, ChannelOrder order, DetectionBuffer found)
    {
        var tensor = new float[input.Format.Channels * size.Width * size.Height];
        var mapping = input.Write(pixels, shape, order, size, tensor);
        using var options = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(tensor, [1, input.Format.Channels, size.Height, size.Width]);
        using var results = session.Run(options, session.InputNames, [value], session.OutputNames);
        decoder.Decode([.. results.Select((result, i) => Output(session.OutputNames[i], result))], size, found);
        mapping.ToOriginal(found);
    }

    private static TensorView Output(string name, OrtValue value) =>
        new(name, value.GetTensorTypeAndShape().Shape.Select(dimension => (int)dimension).ToArray(), value.GetTensorDataAsSpan<float>().ToArray());
}
