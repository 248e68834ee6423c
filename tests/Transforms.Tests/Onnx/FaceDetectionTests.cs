using System.Runtime.InteropServices;
using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Whole pipelines on real photos with real networks, against what ONNX Runtime's Python binding and OpenCV gave.</summary>
public sealed class FaceDetectionTests
{
    private static readonly string[] s_photos = ["sample1.jpg", "sample2.jpg", "sample4.jpg", "sample6.jpg"];

    private readonly MLContext _context = new(seed: 1);

    private sealed class Photo
    {
        public string Path { get; set; } = "";
    }

    private sealed class Found
    {
        [VectorType(0, 4)]
        public float[]? Boxes { get; set; }

        [VectorType]
        public float[]? Scores { get; set; }

        [VectorType]
        public float[]? Keypoints { get; set; }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void FrDetect_finds_what_the_oracle_found(int batch)
    {
        var vision = _context.Vision();
        var pipeline = vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("input", "Image", 320, 240, ResizeFit.Stretch, new() { Normalization = ChannelNormalization.Centered(127, 128) }, "Mapping"))
            .Append(vision.Step(OnnxScore.Of(Assets.Path("fr_detect.onnx")) with { BatchSize = batch }))
            .Append(vision.DecodeDetections(new UltraFaceDecoder(), ["scores", "boxes"], 320, 240, "Mapping"))
            .Append(vision.NonMaximumSuppression(0.3));
        var images = Oracle("fr_detect.onnx");
        var found = Run(pipeline, ignoreMissing: true);
        for (var i = 0; i < s_photos.Length; i++)
        {
            AssertSame(images[i].GetProperty("direct"), found[i], keypoints: false);
            foreach (var truth in Reference($"faceapi_{s_photos[i]}"))
                Assert.Contains(MemoryMarshal.Cast<float, Box>(found[i].Boxes!).ToArray(), box => IoUKernel.Value(truth, box) >= .5f);
        }
    }

    [Fact]
    public void BlazeFace_finds_what_the_oracle_found_with_its_keypoints()
    {
        var found = Run(BlazeFace(batchSize: 2), ignoreMissing: false);
        var images = Oracle("face_detection_back_256x256_barracuda.onnx");
        for (var i = 0; i < s_photos.Length; i++)
        {
            // The oracle resized to whole pixels (1920 x 1280 to 256 x 171) and came back with one scale for both axes, 256 / 1920, which is up to 1.2 pixels off at
            // the bottom. What the picture was really scaled by is undone here, so that the networks' outputs are compared and not that slip.
            var (width, height) = (images[i].GetProperty("w").GetInt32(), images[i].GetProperty("h").GetInt32());
            var slip = Math.Min(256.0 / width, 256.0 / height) * height / Math.Round(Math.Min(256.0 / width, 256.0 / height) * height);
            AssertSame(images[i].GetProperty("dets"), found[i], keypoints: true, slip);
        }
    }

    [Fact]
    public void Batch_callers_and_threads_never_change_a_result()
    {
        var data = _context.Data.LoadFromEnumerable(s_photos.Select(name => new Photo { Path = Assets.Path(name) }));
        var once = Rows.Of(BlazeFace(batchSize: 1).Fit(data).Transform(data), "Boxes", "Scores", "Keypoints");
        var many = Rows.Of(BlazeFace(batchSize: 3).Fit(data).Transform(data), "Boxes", "Scores", "Keypoints");
        Assert.Equal(once, many);
        var set = Rows.OfSet(BlazeFace(batchSize: 3).Fit(data).Transform(data), 2, "Boxes", "Scores", "Keypoints");
        Assert.Equal(once, set.Select(row => row.Row));
    }

    private IEstimator<ITransformer> BlazeFace(int batchSize)
    {
        var vision = _context.Vision();
        var format = new TensorFormat { Normalization = ChannelNormalization.SignedUnit, Layout = TensorLayout.Hwc };
        return vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("input:0", "Image", 256, 256, ResizeFit.Letterbox, format, "Mapping"))
            .Append(vision.Step(OnnxScore.Of(Assets.Path("blazeface_256.onnx"), "input:0") with { BatchSize = batchSize }))
            .Append(vision.DecodeDetections(new BlazeFaceDecoder { ScoreThreshold = .6f }, ["Identity:0", "Identity_1:0", "Identity_2:0", "Identity_3:0"], 256, 256, "Mapping"))
            .Append(vision.NonMaximumSuppression(0.3));
    }

    private List<Found> Run(IEstimator<ITransformer> pipeline, bool ignoreMissing)
    {
        var data = _context.Data.LoadFromEnumerable(s_photos.Select(name => new Photo { Path = Assets.Path(name) }));
        var scored = pipeline.Fit(data).Transform(data);
        return [.. _context.Data.CreateEnumerable<Found>(scored, reuseRowObject: false, ignoreMissingColumns: ignoreMissing)];
    }

    /// <summary>The faces that are there, checked by eye.</summary>
    private static Box[] Reference(string file)
    {
        using var stream = File.OpenRead(TestData.Path("faces", "reference.coco.json"));
        using var document = JsonDocument.Parse(stream);
        var image = document.RootElement.GetProperty("images").EnumerateArray().Single(one => one.GetProperty("file_name").GetString() == file).GetProperty("id").GetInt32();
        Box[] faces = [.. document.RootElement.GetProperty("annotations").EnumerateArray().Where(face => face.GetProperty("image_id").GetInt32() == image)
            .Select(face => face.GetProperty("bbox").EnumerateArray().Select(value => value.GetSingle()).ToArray()).Select(b => new Box(b[0], b[1], b[0] + b[2], b[1] + b[3]))];
        Assert.NotEmpty(faces);
        return faces;
    }

    private static List<JsonElement> Oracle(string model)
    {
        using var stream = File.OpenRead(TestData.Path("faces", "oracle.json"));
        using var document = JsonDocument.Parse(stream);
        var images = document.RootElement.GetProperty(model).GetProperty("images");
        return [.. s_photos.Select(name => images.GetProperty($"faceapi_{name}").Clone())];
    }

    private static void AssertSame(JsonElement expected, Found found, bool keypoints, double slip = 1)
    {
        Assert.Equal(expected.GetArrayLength(), found.Scores!.Length);
        for (var i = 0; i < found.Scores.Length; i++)
        {
            Assert.Equal(expected[i].GetProperty("score").GetSingle(), found.Scores[i], .01);
            for (var edge = 0; edge < 4; edge++)
                Assert.Equal(expected[i].GetProperty("box")[edge].GetDouble() * (edge % 2 == 1 ? slip : 1), found.Boxes![(4 * i) + edge], 1.0);
            for (var point = 0; keypoints && point < 6; point++)
            {
                // The oracle's points are continuous places; ours count pixel centres as integers.
                Assert.Equal(expected[i].GetProperty("kps")[point][0].GetDouble() - .5, found.Keypoints![(18 * i) + (3 * point)], 1.0);
                Assert.Equal((expected[i].GetProperty("kps")[point][1].GetDouble() * slip) - .5, found.Keypoints[(18 * i) + (3 * point) + 1], 1.0);
            }
        }
    }
}
