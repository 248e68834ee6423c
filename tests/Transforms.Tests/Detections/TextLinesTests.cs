using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>PP-OCR on a scanned page: lines of text, and which way up they are, against what ONNX Runtime's Python binding and numpy gave.</summary>
public sealed class TextLinesTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Page
    {
        public string Path { get; set; } = TestData.Path("images", "page.png");

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType]
        public float[] Scores { get; set; } = [];

        [VectorType]
        public int[] Classes { get; set; } = [];
    }

    private sealed class Line
    {
        [VectorType]
        public float[]? Boxes { get; set; }

        [ColumnName("softmax_0.tmp_0")]
        [VectorType(2)]
        public float[]? Upright { get; set; }
    }

    [Fact]
    public void The_lines_of_a_page_are_the_oracles()
    {
        var vision = _context.Vision();
        var pipeline = vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("x", "Image", 384, 192, ResizeFit.Stretch, TensorFormat.ImageNet, "Mapping"))
            .Append(vision.Step(OnnxScore.Of(Assets.Path("ch_PP-OCRv4_det_infer.onnx"))))
            .Append(vision.DecodeDetections(new TextMapDecoder(), ["sigmoid_0.tmp_0"], 384, 192, "Mapping"));
        var data = _context.Data.LoadFromEnumerable([new Page()]);
        var found = _context.Data.CreateEnumerable<Page>(pipeline.Fit(data).Transform(data), reuseRowObject: false).Single();
        var lines = Lines();
        Assert.Equal(lines.Length, found.Scores.Length);
        // The oracle grows upright boxes by 0.45 of their height on each side and cuts them to whole pixels; ours grow by area and perimeter, and are turned.
        foreach (var line in lines)
        {
            var nearest = found.Boxes.Chunk(4).MinBy(box => Math.Abs(box[1] + box[3] - line.Box[1] - line.Box[3]))!;
            Assert.InRange(IoUKernel.Value(new(line.Box[0], line.Box[1], line.Box[2], line.Box[3]), new(nearest[0], nearest[1], nearest[2], nearest[3])), .6f, 1);
        }
        Assert.All(found.Scores.Order().Zip(lines.Select(line => line.Probability).Order()), pair => Assert.Equal(pair.Second, pair.First, .02));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lines_know_which_way_up_they_are(bool isTurned)
    {
        var lines = Lines();
        var vision = _context.Vision();
        IEstimator<ITransformer> pipeline = vision.LoadImages("Image", "Path").Append(vision.CropObjects("Line", "Image"));
        if (isTurned)
            pipeline = pipeline.Append(vision.Rotate180(new("Line")));
        pipeline = pipeline
            .Append(vision.ImageToTensor("x", "Line", 192, 48, format: new() { Normalization = ChannelNormalization.SignedUnit }))
            .Append(vision.OnnxScore(Assets.Path("ch_ppocr_mobile_v2.0_cls_infer.onnx")));
        var data = _context.Data.LoadFromEnumerable([new Page { Boxes = [.. lines.SelectMany(line => line.Box)], Scores = new float[lines.Length], Classes = new int[lines.Length] }]);
        var found = _context.Data.CreateEnumerable<Line>(pipeline.Fit(data).Transform(data), reuseRowObject: false).ToArray();
        var expected = lines.Select(line => (isTurned ? line.Turned : line.Upright)[0]).ToArray();
        Assert.Equal(expected.Length, found.Length);
        // The oracle cut its lines before their edges were rounded: where it is not sure (two upright lines), the two differ.
        var sure = Enumerable.Range(0, expected.Length).Where(i => Math.Abs(expected[i] - .5) > .2).ToArray();
        Assert.InRange(sure.Length, 5, 7);
        Assert.All(sure, i => Assert.Equal(expected[i], found[i].Upright![0], .17));
    }

    private static (float[] Box, double Probability, double[] Upright, double[] Turned)[] Lines()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("ocr.json")));
        return [.. document.RootElement.GetProperty("images").GetProperty("page.png").GetProperty("lines").EnumerateArray().Select(line => (
            line.GetProperty("box").EnumerateArray().Select(value => value.GetSingle()).ToArray(), line.GetProperty("prob").GetDouble(),
            line.GetProperty("cls_up").EnumerateArray().Select(value => value.GetDouble()).ToArray(), line.GetProperty("cls_rot180").EnumerateArray().Select(value => value.GetDouble()).ToArray()))];
    }
}
