using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

public sealed class DecodeSegmentationTests : StepContract
{
    protected override VisionStep Step => new DecodeSegmentation("Found", "SegPrototypes", "Mapping");

    protected override string[] Inputs => ["SegPrototypes", "Mapping"];

    protected override string[] Outputs => ["Found"];

    protected override (string, string) Wrong => ("SegPrototypes", "Vector<Single>, or of other numbers");

    private sealed class Row
    {
        [VisionImage]
        public MLImage? Image { get; set; }
    }

    private sealed class OfScores
    {
        [VectorType(1, 2, 3)]
        public float[] Scores { get; set; } = [];

        [VectorType(2, 3)]
        public int[] Classes { get; set; } = [];

        [VectorType(2, 3)]
        public byte[] Bytes { get; set; } = [];

        [VectorType(1, 2, 3)]
        public double[] Doubles { get; set; } = [];

        [VectorType(3, 0, 0)]
        public float[] Open { get; set; } = [];

        [VectorType(8)]
        public float[] Map { get; set; } = [];
    }

    /// <summary>A network that gives its input, the planes of red, green and blue: the class of a pixel is its strongest colour. Wide, so that rows and columns cannot be exchanged.</summary>
    [Theory]
    [InlineData(31, 12)]
    [InlineData(12, 31)]
    public void A_picture_goes_through_a_network_and_comes_back_as_a_mask_of_its_own_size(int width, int height)
    {
        var network = Model(13, Node("Relu", "", ["x"], ["y"]), Text(2, "g"), Input("x", Float, "N", 3, 24, 40), Output("y", Float, "N", 3, 24, 40));
        // A red field, in it a green one at the right, below all a blue one.
        int ClassAt(int x, int y) => y >= height - 3 ? 2 : x >= width - 5 ? 1 : 0;
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) = ClassAt(i % width, i / width) switch { 0 => ((byte)0, (byte)0, (byte)255, (byte)255), 1 => ((byte)0, (byte)255, (byte)0, (byte)255), _ => ((byte)255, (byte)0, (byte)0, (byte)255) };
        var data = Context.Data.LoadFromEnumerable([new Row { Image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels) }, new Row()]);
        var vision = Context.Vision();
        var pipeline = vision.ImageToTensor("x", "Image", 40, 24, ResizeFit.Letterbox, mappingColumnName: "Map")
            .Append(vision.Step(OnnxScore.Of(network)))
            .Append(vision.DecodeSegmentation("Mask", "y", "Map"));
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            // ML.NET does not save a schema of images only.
            Context.Model.Save(pipeline.Fit(data), null, path);
            var masks = Context.LoadModel(path, out _).Transform(data).GetColumn<MLImage?>("Mask").Select(mask => mask?.Copy()).ToArray();
            Assert.Null(masks[1]);
            Assert.Equal((width, height), (masks[0]!.Width, masks[0]!.Height));
            var wrong = 0;
            for (var i = 0; i < width * height; i++)
            {
                Assert.Equal(masks[0]!.Pixels[4 * i], masks[0]!.Pixels[(4 * i) + 2]);
                // Between two fields the scores are equal, and a resize there and back may move the border by a pixel.
                var (x, y) = (i % width, i / width);
                var inside = ClassAt(Math.Max(x - 1, 0), y) == ClassAt(Math.Min(x + 1, width - 1), y) && ClassAt(x, Math.Max(y - 1, 0)) == ClassAt(x, Math.Min(y + 1, height - 1));
                wrong += inside && masks[0]!.Pixels[4 * i] != ClassAt(x, y) ? 1 : 0;
            }
            Assert.Equal(0, wrong);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_single_class_is_what_lies_above_the_threshold()
    {
        var data = View(new() { Scores = [-2, .5f, 1, 0, -1, 3], Classes = [0, 7, 255, 1, 2, 3], Bytes = [3, 2, 1, 255, 7, 0], Doubles = [-2, .5, 1, 0, -1, 3], Open = [.. Enumerable.Range(0, 18).Select(i => (float)(i % 5))], Map = [1, 1, 0, 0, 3, 2, 3, 2] });
        Assert.Equal([0, 1, 1, 0, 0, 1], Ids(data, new("Mask", "Scores", "Map") { Threshold = 0 }));
        Assert.Equal([0, 0, 1, 0, 0, 1], Ids(data, new("Mask", "Scores", "Map") { Threshold = .5f }));
        // Classes that the network chose itself, and rows and columns that it leaves open.
        Assert.Equal([0, 7, 255, 1, 2, 3], Ids(data, new("Mask", "Classes", "Map")));
        Assert.Equal([3, 2, 1, 255, 7, 0], Ids(data, new("Mask", "Bytes", "Map")));
        Assert.Equal([0, 0, 1, 0, 0, 1], Ids(data, new("Mask", "Doubles", "Map") { Threshold = .5f }));
        Assert.Equal([2, 2, 2, 1, 0, 2], Ids(data, new("Mask", "Open", "Map")));
    }

    [Fact]
    public void Scores_that_are_no_numbers_are_told()
    {
        var warnings = new List<string>();
        Context.Log += (_, line) => warnings.Add(line.Message);
        _ = Ids(View(new() { Scores = [-2, .5f, 1, 0, float.NaN, 3], Map = [1, 1, 0, 0, 3, 2, 3, 2] }), new("Mask", "Scores", "Map") { Threshold = 0 });
        Assert.Contains(warnings, line => line.Contains("'Scores' holds scores that are NaN in 1 rows"));
    }

    [Fact]
    public void What_has_no_best_class_is_refused()
    {
        var data = View(new() { Scores = new float[6], Classes = [0, 1, 2, 3, 4, 256], Open = new float[18], Map = [1, 1, 0, 0, 3, 2, 3, 2] });
        Assert.Contains("of which none is the best", Assert.Throws<ArgumentException>(() => Ids(data, new("Mask", "Scores", "Map"))).Message);
        Assert.Contains("the best wins", Assert.Throws<ArgumentException>(() => Ids(data, new("Mask", "Open", "Map") { Threshold = 0 })).Message);
        Assert.Contains("scores are Vector<Single, classes, rows, columns>", Assert.Throws<ArgumentException>(() => Ids(data, new("Mask", "Map", "Map"))).Message);
        Assert.Contains("Row 0: column 'Classes': map holds 256 at cell (2, 1)", Assert.ThrowsAny<InvalidOperationException>(() => Ids(data, new("Mask", "Classes", "Map"))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ids(data, new("Mask", "Scores", "Map") { Threshold = float.NaN }));
    }

    private IDataView View(OfScores row) => Context.Data.LoadFromEnumerable([row]);

    private byte[] Ids(IDataView data, DecodeSegmentation step)
    {
        var mask = Context.Vision().Step(step).Fit(data).Transform(data).GetColumn<MLImage>("Mask").Single();
        return [.. Enumerable.Range(0, mask.Width * mask.Height).Select(i => mask.Pixels[4 * i])];
    }
}
