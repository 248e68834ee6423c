using System.Text;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>Whatever cannot be evaluated is an error with the file, the place and the id.</summary>
public class CocoFileErrorTests
{
    private const string Truth = """
        {"images": [{"id": 1, "width": 64, "height": 48}, {"id": 2, "width": 64, "height": 48}],
         "categories": [{"id": 5, "name": "cat"}],
         "annotations": [{"id": 10, "image_id": 1, "category_id": 5, "bbox": [1, 2, 30, 40], "area": 1200, "iscrowd": 0}]}
        """;

    private const string Detection = """[{"image_id": 1, "category_id": 5, "bbox": [1, 2, 30, 40], "score": 0.5}]""";

    private static CocoFormatException Fails(string truth, string detections = Detection, DetectionKind kind = DetectionKind.Boxes) => Assert.Throws<CocoFormatException>(() =>
        CocoEvaluation.Accumulate(
            CocoGroundTruth.Parse(Encoding.UTF8.GetBytes(truth), kind, "gt.json"), CocoDetections.Parse(Encoding.UTF8.GetBytes(detections), kind, "dt.json"), new() { Kind = kind }));

    [Fact]
    public void Sound_IsRead()
    {
        DetectionAccumulator accumulator = CocoEvaluation.Accumulate(CocoGroundTruth.Parse(Encoding.UTF8.GetBytes(Truth)), CocoDetections.Parse(Encoding.UTF8.GetBytes(Detection)));
        Assert.Equal(2, accumulator.Images);
        Assert.Equal(1, accumulator.Compute().Ap, 1e-12);
    }

    [Theory]
    [InlineData("\"image_id\": 1", "\"image_id\": 9", "image_id 9", "annotations[0]", 10L)]
    [InlineData("\"category_id\": 5", "\"category_id\": 6", "category_id 6", "annotations[0]", 10L)]
    [InlineData("[1, 2, 30, 40]", "[1, 2, -30, 40]", "-30", "annotations[0]", 10L)]
    [InlineData("[1, 2, 30, 40]", "[1, 2, NaN, 40]", "NaN", "annotations[0]", 10L)]
    [InlineData("[1, 2, 30, 40]", "[1, 2, 1e999, 40]", "1e999", "annotations[0]", 10L)]
    [InlineData("[1, 2, 30, 40]", "[1, 2, 30]", "EndArray", "annotations[0]", 10L)]
    [InlineData("\"area\": 1200, ", "", "no area", "annotations[0]", 10L)]
    [InlineData("\"area\": 1200", "\"area\": -1", "-1", "annotations[0]", 10L)]
    [InlineData("\"iscrowd\": 0", "\"iscrowd\": 2", "0 or 1", "annotations[0]", 10L)]
    [InlineData("\"id\": 10, ", "", "no id", "annotations[0]", null)]
    [InlineData("\"id\": 2", "\"id\": 1", "another image", "images[1]", 1L)]
    [InlineData("{\"id\": 5, \"name\": \"cat\"}", "{\"id\": 5}, {\"id\": 5}", "another category", "categories[1]", 5L)]
    [InlineData("\"id\": 2, \"width\": 64", "\"id\": 2, \"width\": -64", "-64 x 48", "images[1]", 2L)]
    [InlineData("{\"id\": 2, \"width\": 64, \"height\": 48}", "2", "an image was expected", "images[1]", null)]
    [InlineData("{\"id\": 5, \"name\": \"cat\"}", "[]", "a category was expected", "categories[0]", null)]
    [InlineData("\"annotations\"", "\"anotations\"", "no list of annotations", "the file", null)]
    public void Truth_IsRefused(string part, string instead, string says, string place, long? id)
    {
        Assert.Contains(part, Truth, StringComparison.Ordinal);
        CocoFormatException error = Fails(Truth.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal("gt.json", error.File);
        Assert.Equal(place, error.Place);
        Assert.Equal(id, error.Id);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DuplicateAnnotation_IsRefused()
    {
        int start = Truth.LastIndexOf("{\"id\"", StringComparison.Ordinal);
        string annotation = Truth[start..(Truth.LastIndexOf(']') + 0)];
        CocoFormatException error = Fails(Truth.Replace(annotation, annotation + ", " + annotation, StringComparison.Ordinal));
        Assert.Equal(("annotations[1]", 10L), (error.Place, error.Id));
    }

    [Theory]
    [InlineData("\"image_id\": 1", "\"image_id\": 9", "image_id 9", 9L)]
    [InlineData("\"category_id\": 5", "\"category_id\": 6", "category_id 6", 6L)]
    [InlineData("0.5", "NaN", "NaN", 1L)]
    [InlineData("0.5", "-Infinity", "finite", 1L)]
    [InlineData("0.5", "\"high\"", "high", 1L)]
    [InlineData("30, 40", "30, -40", "-40", 1L)]
    [InlineData(", \"score\": 0.5", "", "no score", 1L)]
    [InlineData("\"bbox\": [1, 2, 30, 40], ", "", "no bbox", 1L)]
    public void Detections_AreRefused(string part, string instead, string says, long? id)
    {
        Assert.Contains(part, Detection, StringComparison.Ordinal);
        CocoFormatException error = Fails(Truth, Detection.Replace(part, instead, StringComparison.Ordinal));
        Assert.Equal(("dt.json", "[0]", id), (error.File, error.Place, error.Id));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CutFiles_AreRefusedAtEveryLength()
    {
        for (int length = 0; length < Truth.TrimEnd().Length; length++)
            Assert.Equal("gt.json", Fails(Truth[..length]).File);
        for (int length = 0; length < Detection.Length; length++)
        {
            CocoFormatException error = Fails(Truth, Detection[..length]);
            Assert.Equal("dt.json", error.File);
            Assert.Contains("cut", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("x")]
    [InlineData(",")]
    public void WhatFollowsTheEnd_IsNotLeftOut(string more)
    {
        Assert.Contains("more follows", Fails(Truth + more).Message, StringComparison.Ordinal);
        Assert.Contains("more follows", Fails(Truth, Detection + more).Message, StringComparison.Ordinal);
        _ = CocoDetections.Parse(Encoding.UTF8.GetBytes(Detection + " \r\n"));
    }

    /// <summary>Files are others': whatever stands in them, there is a typed error or a result.</summary>
    [Theory]
    [InlineData(DetectionKind.Boxes)]
    [InlineData(DetectionKind.Masks)]
    [InlineData(DetectionKind.Keypoints)]
    public void AnyDamage_IsATypedErrorOrAResult(DetectionKind kind)
    {
        const string Shapes = "\"segmentation\": [[1, 2, 31, 2, 31, 42]], \"num_keypoints\": 1, \"keypoints\": [3, 4, 2]";
        byte[] truth = Encoding.UTF8.GetBytes(Truth.Replace("\"iscrowd\": 0", "\"iscrowd\": 0, " + Shapes, StringComparison.Ordinal));
        byte[] detections = Encoding.UTF8.GetBytes(Detection.Replace("0.5", "0.5, " + Shapes, StringComparison.Ordinal));
        CocoOptions options = new() { Kind = kind, KeypointSigmas = [0.1] };
        Assert.Equal(1, CocoEvaluation.Accumulate(CocoGroundTruth.Parse(truth, kind), CocoDetections.Parse(detections, kind), options).Compute().Ap, 1e-12);
        byte[] pieces = Encoding.UTF8.GetBytes("{}[]\",:-09.eEntfu\\ \u00e4");
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            try
            {
                _ = CocoEvaluation.Accumulate(CocoGroundTruth.Parse(Damaged(truth, random), kind), CocoDetections.Parse(Damaged(detections, random), kind), options).Compute();
            }
            catch (CocoFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 1_000);

        byte[] Damaged(byte[] file, Random random)
        {
            List<byte> bytes = [.. file];
            for (int i = random.Next(3); i >= 0; i--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] = pieces[random.Next(pieces.Length)];
                        break;
                    case 1:
                        bytes.Insert(at, pieces[random.Next(pieces.Length)]);
                        break;
                    case 2:
                        bytes.RemoveAt(at);
                        break;
                    default:
                        bytes.InsertRange(at, bytes.GetRange(at, random.Next(bytes.Count - at)));
                        break;
                }
            }

            return [.. bytes];
        }
    }

    [Theory]
    [InlineData("\"segmentation\": []", "empty")]
    [InlineData("\"segmentation\": [[1, 2, 3, 4]]", "4 numbers")]
    [InlineData("\"segmentation\": [[1, 2, 1e10, 2, 3, 4]]", "10000000000")]
    [InlineData("\"segmentation\": {\"size\": [48, 64], \"counts\": \"zz\"}", "no compressed mask")]
    [InlineData("\"segmentation\": {\"size\": [48, 64], \"counts\": [1, 2]}", "3 pixels")]
    [InlineData("\"segmentation\": {\"counts\": [1, 2]}", "0 x 0")]
    [InlineData("\"other\": 1", "no segmentation")]
    public void Segmentations_AreRefused(string segmentation, string says)
    {
        string truth = Truth.Replace("\"iscrowd\": 0", segmentation, StringComparison.Ordinal);
        CocoFormatException error = Fails(truth, "[]", DetectionKind.Masks);
        Assert.Equal(("annotations[0]", 10L), (error.Place, error.Id));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keypoints_MustBeAsManyAsSigmas()
    {
        string truth = Truth.Replace("\"iscrowd\": 0", "\"keypoints\": [1, 2, 2]", StringComparison.Ordinal);
        Assert.Contains("17", Fails(truth, "[]", DetectionKind.Keypoints).Message, StringComparison.Ordinal);
        Assert.Contains("no keypoints", Fails(truth, Detection, DetectionKind.Keypoints).Message, StringComparison.Ordinal);
    }
}
