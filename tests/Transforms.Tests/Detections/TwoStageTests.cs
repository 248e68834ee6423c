using System.Text.Json;
using DeepRecipes.Augmentation;
using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>A detector and then a second network for each object, on real photos with real networks, against what ONNX Runtime's Python binding, OpenCV and numpy gave.</summary>
public sealed class TwoStageTests
{
    private static readonly string[] s_photos = ["sample1.jpg", "sample2.jpg", "sample4.jpg", "sample6.jpg"];

    private readonly MLContext _context = new(seed: 1);

    private sealed class Photo
    {
        public string Path { get; set; } = "";

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType]
        public float[] Scores { get; set; } = [];

        [VectorType]
        public int[] Classes { get; set; } = [];
    }

    private sealed class PhotoWithPoints
    {
        public string Path { get; set; } = "";

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType]
        public float[] Scores { get; set; } = [];

        [VectorType]
        public int[] Classes { get; set; } = [];

        [VectorType(0, 5, 3)]
        public float[] Keypoints { get; set; } = [];
    }

    private sealed class Found
    {
        public string Path { get; set; } = "";

        [VectorType(0, 4)]
        public float[]? Boxes { get; set; }

        [VectorType(0, 68, 3)]
        public float[]? Keypoints { get; set; }
    }

    private sealed class Embedded
    {
        public string Path { get; set; } = "";

        [VectorType]
        public float[]? Boxes { get; set; }

        [ColumnName("output")]
        [VectorType(512)]
        public float[]? Vector { get; set; }
    }

    [Fact]
    public void Landmarks_of_given_faces_are_the_oracles()
    {
        var oracle = Landmarks();
        var photos = s_photos.Select(name => new Photo
        {
            Path = Assets.Path(name), Boxes = [.. oracle[name].SelectMany(face => face.Box)], Scores = [.. oracle[name].Select(_ => 1f)], Classes = new int[oracle[name].Length],
        });
        var data = _context.Data.LoadFromEnumerable(photos);
        var found = Read<Found>(_context.Vision().LoadImages("Image", "Path").Append(FaceLandmarks()), data);

        var expected = s_photos.SelectMany(name => oracle[name].Select(face => (name, face.Points))).ToArray();
        Assert.Equal(expected.Select(face => Assets.Path(face.name)), found.Select(face => face.Path));
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(LargestDistance(expected[i].Points, found[i].Keypoints!), 0, .25);
    }

    [Fact]
    public void Top_down_from_the_photo_alone_finds_the_same_places()
    {
        var vision = _context.Vision();
        var pipeline = vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("input", "Image", 320, 240, ResizeFit.Stretch, new() { Normalization = ChannelNormalization.Centered(127, 128) }, "Mapping"))
            .Append(vision.OnnxScore(Assets.Path("fr_detect.onnx")))
            .Append(vision.DecodeDetections(new UltraFaceDecoder(), ["scores", "boxes"], 320, 240, "Mapping"))
            .Append(vision.NonMaximumSuppression(0.3))
            .Append(FaceLandmarks());
        var found = Read<Found>(pipeline, _context.Data.LoadFromEnumerable(s_photos.Select(name => new Photo { Path = Assets.Path(name) })));

        foreach (var name in s_photos)
        {
            foreach (var (box, points) in Landmarks()[name])
            {
                // The crop's edges are whole pixels that this detector's own box touches, the oracle's were cut off: the network sees one pixel more or less of the face.
                var nearest = found.Where(face => face.Path == Assets.Path(name)).Min(face => LargestDistance(points, face.Keypoints!));
                Assert.InRange(nearest, 0, .03 * (box[2] - box[0]));
            }
        }
    }

    [Fact]
    public void Aligned_faces_embed_as_the_oracle_says_and_an_altered_face_stays_itself()
    {
        var (photos, faces) = ReferenceFaces();
        var data = _context.Data.LoadFromEnumerable(photos);
        var plain = Vectors(data, []);
        var altered = Vectors(data, [new BrightnessContrast { Brightness = 30 }, new GaussianBlur()]);
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "landmark_embedding.json")));
        var differences = new List<double>();
        foreach (var pair in document.RootElement.GetProperty("feature").GetProperty("pairs").EnumerateArray())
        {
            if (!faces.TryGetValue(pair[0].GetString()!, out var a) || !faces.TryGetValue(pair[1].GetString()!, out var b))
                continue;
            var cosine = Embedding.CosineSimilarity(plain[a], plain[b]);
            differences.Add(Math.Abs(pair[2].GetDouble() - cosine));
            Assert.InRange(cosine, -1, .45);
        }
        // The oracle's five points were those of another YuNet, some pixels away: its cosines of different people (at most .36) are met on the average.
        Assert.Equal(14 * 13 / 2, differences.Count);
        Assert.InRange(differences.Average(), 0, .08);
        for (var i = 0; i < plain.Length; i++)
            Assert.InRange(Embedding.CosineSimilarity(plain[i], altered[i]), .86, 1);
    }

    /// <summary>Detect is done: crop, score, decode, and back to the photo.</summary>
    private IEstimator<ITransformer> FaceLandmarks()
    {
        var vision = _context.Vision();
        var format = new TensorFormat { IsGrey = true, Normalization = ChannelNormalization.Uniform(1 / 256f, 0) };
        return vision.CropObjects("Face", "Image", mappingColumnName: "Crop")
            .Append(vision.ImageToTensor("input", "Face", 64, 64, ResizeFit.Stretch, format, "Resize"))
            .Append(vision.OnnxScore(Assets.Path("fr_landmark.onnx")))
            .Append(vision.DecodeDetections(new LandmarkDecoder(), ["output"], 64, 64, "Resize", cropMappingColumnName: "Crop"));
    }

    private float[][] Vectors(IDataView data, Recipe alteration)
    {
        var vision = _context.Vision();
        IEstimator<ITransformer> pipeline = vision.LoadImages("Image", "Path").Append(vision.AlignObjects("Face", "Image"));
        foreach (var op in alteration)
            pipeline = pipeline.Append(vision.Apply(op, new("Face")));
        pipeline = pipeline
            .Append(vision.ImageToTensor("input", "Face", 112, 112, format: new() { Normalization = ChannelNormalization.Centered(127, 128) }))
            .Append(vision.OnnxScore(Assets.Path("fr_feature.onnx")));
        return [.. Read<Embedded>(pipeline, data).Select(face => face.Vector!)];
    }

    private List<T> Read<T>(IEstimator<ITransformer> pipeline, IDataView data)
        where T : class, new() => [.. _context.Data.CreateEnumerable<T>(pipeline.Fit(data).Transform(data), reuseRowObject: false)];

    private static double LargestDistance(float[] continuous, float[] keypoints)
    {
        Assert.Equal(68 * 3, keypoints.Length);
        // The oracle's points are continuous places; ours count pixel centres as integers.
        return Enumerable.Range(0, 68).Max(k => Math.Max(Math.Abs(continuous[2 * k] - .5 - keypoints[3 * k]), Math.Abs(continuous[(2 * k) + 1] - .5 - keypoints[(3 * k) + 1])));
    }

    private static Dictionary<string, (float[] Box, float[] Points)[]> Landmarks()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "landmark_embedding.json")));
        var images = document.RootElement.GetProperty("landmark").GetProperty("images");
        return s_photos.ToDictionary(name => name, name => images.GetProperty($"faceapi_{name}").GetProperty("faces").EnumerateArray()
            .Select(face => (Floats(face.GetProperty("box")), (float[])[.. face.GetProperty("kps").EnumerateArray().SelectMany(Floats)])).ToArray());
    }

    /// <summary>The reference faces with their points as rows, and where the oracle's name for each is among them.</summary>
    private static (PhotoWithPoints[] Photos, Dictionary<string, int> Faces) ReferenceFaces()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "reference.coco.json")));
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "landmark_embedding.json")));
        var names = oracle.RootElement.GetProperty("feature").GetProperty("emb").EnumerateObject().Select(face => (face.Name, Centre: face.Value.GetProperty("cx").GetDouble())).ToArray();
        var photos = new List<PhotoWithPoints>();
        var faces = new Dictionary<string, int>();
        foreach (var name in s_photos)
        {
            var image = document.RootElement.GetProperty("images").EnumerateArray().Single(one => one.GetProperty("file_name").GetString() == $"faceapi_{name}").GetProperty("id").GetInt32();
            var found = document.RootElement.GetProperty("annotations").EnumerateArray().Where(face => face.GetProperty("image_id").GetInt32() == image).ToArray();
            foreach (var face in found)
            {
                var box = Floats(face.GetProperty("bbox"));
                faces.Add(names.Where(one => one.Name.StartsWith($"faceapi_{name}#", StringComparison.Ordinal)).MinBy(one => Math.Abs(one.Centre - box[0] - (box[2] / 2))).Name, faces.Count);
            }
            photos.Add(new()
            {
                Path = Assets.Path(name), Scores = [.. found.Select(_ => 1f)], Classes = new int[found.Length], Keypoints = [.. found.SelectMany(face => Floats(face.GetProperty("keypoints")))],
                Boxes = [.. found.Select(face => Floats(face.GetProperty("bbox"))).SelectMany(b => new[] { b[0], b[1], b[0] + b[2], b[1] + b[3] })],
            });
        }
        return ([.. photos], faces);
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];
}
