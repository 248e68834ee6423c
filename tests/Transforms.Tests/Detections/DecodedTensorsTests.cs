using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms.Tests;

public sealed class DecodedTensorsTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly List<LoggingEventArgs> _log = [];

    private sealed class Outputs
    {
        [VectorType(2, 2)]
        public float[] Scores { get; set; } = [];

        [VectorType(2, 4)]
        public float[] Places { get; set; } = [];

        [VectorType(ResizeMapping.FloatCount)]
        public float[] Mapping { get; set; } = [1, 1, 0, 0, 10, 10, 10, 10];
    }

    [Fact]
    public void What_is_not_finite_is_left_out_and_said()
    {
        var rows = Decode(new() { Scores = [0, 1, 0, float.NaN], Places = [0, 0, 1, 1, 0, 0, 1, 1] }, new() { Scores = [0, .9f, 0, .8f], Places = [0, 0, 1, 1, 0, 0, 1, float.PositiveInfinity] });

        Assert.Equal(["Scores=[1]", "Scores=[0.9]"], rows);
        var warning = Assert.Single(_log, entry => entry.Kind == ChannelMessageKind.Warning);
        Assert.Contains("2 candidates in 2 rows", warning.Message);
        Assert.Contains(nameof(DecodeDetections), warning.Source);
    }

    private sealed class Detected
    {
        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [0, 0, 1, 1, 5, 5, 6, 6];

        [VectorType]
        public float[] Scores { get; set; } = [float.NaN, .5f];

        [VectorType]
        public int[] Classes { get; set; } = [0, 0];
    }

    [Fact]
    public void A_suppression_of_others_columns_says_too_what_it_leaves_out()
    {
        _context.Log += (_, entry) => _log.Add(entry);
        var data = _context.Data.LoadFromEnumerable([new Detected(), new Detected { Scores = [.4f, .5f] }]);

        Assert.Equal(["Scores=[0.5]", "Scores=[0.5,0.4]"], Rows.Of(_context.Vision().NonMaximumSuppression().Fit(data).Transform(data), "Scores"));
        Assert.Contains("1 candidates in 1 rows", Assert.Single(_log, entry => entry.Kind == ChannelMessageKind.Warning).Message);
    }

    [Theory]
    [InlineData(10, 20, null)]
    [InlineData(20, 10, "a picture of 20 x 10, and what was found lies in one of 10 x 20")]
    public void A_mapping_of_another_input_is_refused(int mappingWidth, int mappingHeight, string? says)
    {
        // Width and height exchanged once: the boxes would look right and be elsewhere.
        var data = _context.Data.LoadFromEnumerable([new Outputs { Scores = [0, 1, 0, 0], Places = [0, 0, 1, 1, 0, 0, 1, 1], Mapping = [1, 1, 0, 0, 10, 10, mappingWidth, mappingHeight] }]);
        var decoded = _context.Vision().DecodeDetections(new UltraFaceDecoder(), ["Scores", "Places"], 10, 20, "Mapping", new() { Boxes = "B", Scores = "S", Classes = "C" }).Fit(data).Transform(data);
        if (says is null)
            Assert.Equal(["B=[0,0,10,20]"], Rows.Of(decoded, "B"));
        else
            Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => Rows.Of(decoded, "B").ToArray()).Message);
    }

    [Fact]
    public void What_cannot_work_is_refused_before_there_are_rows()
    {
        var (vision, data) = (_context.Vision(), _context.Data.LoadFromEnumerable<Outputs>([]));
        Assert.Equal("decoder", Assert.Throws<ArgumentNullException>(() => vision.DecodeDetections(null!, ["Scores"], 10, 20)).ParamName);
        Assert.Equal("tensorColumnNames", Assert.Throws<ArgumentNullException>(() => vision.DecodeDetections(new UltraFaceDecoder(), null!, 10, 20)).ParamName);
        Assert.Equal("suppression", Assert.Throws<ArgumentNullException>(() => vision.Suppress(null!)).ParamName);
        Assert.Contains("boxes [1, N, 4]", Assert.Throws<ArgumentException>(() => vision.DecodeDetections(new UltraFaceDecoder(), [], 10, 20).Fit(data)).Message);
        Assert.Contains("InputWidth", Assert.Throws<ArgumentOutOfRangeException>(() => vision.DecodeDetections(new UltraFaceDecoder(), ["Scores", "Places"], 0, 20).Fit(data)).Message);
    }

    private sealed class Posing
    {
        [VectorType(8, 2)]
        public float[] Poses { get; set; } = [];
    }

    [Theory]
    [InlineData(float.NaN, 5)]
    [InlineData(7, float.PositiveInfinity)]
    public void A_person_with_a_broken_keypoint_is_left_out_and_said(float x, float visibility)
    {
        // Two people: centre, size, score and one point each, a row for each of these numbers.
        var data = _context.Data.LoadFromEnumerable([new Posing { Poses = [5, 6, 5, 6, 2, 2, 2, 2, .9f, .8f, x, 6, 5, 6, visibility, .5f] }]);
        _context.Log += (_, entry) => _log.Add(entry);
        var decoded = _context.Vision().DecodeDetections(new YoloV8PoseDecoder { KeypointCount = 1 }, ["Poses"], 10, 10).Fit(data).Transform(data);

        Assert.Equal(["Scores=[0.8] | Keypoints=[5.5,5.5,0.5]"], Rows.Of(decoded, "Scores", "Keypoints"));
        Assert.Contains("1 candidates in 1 rows", Assert.Single(_log, entry => entry.Kind == ChannelMessageKind.Warning).Message);
    }

    [Fact]
    public void A_row_without_a_picture_has_nothing_that_could_be_said()
    {
        var missing = Enumerable.Repeat(float.NaN, 8).ToArray();
        Assert.Equal(["Scores=[]"], Decode(new Outputs { Scores = missing[..4], Places = missing, Mapping = missing }));
        Assert.DoesNotContain(_log, entry => entry.Kind == ChannelMessageKind.Warning);
    }

    // What exporters with suppression inside give: as many rows as there are things, and classes as integers.
    private sealed class Suppressed
    {
        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType(0)]
        public long[] Labels { get; set; } = [];

        [VectorType(0)]
        public float[] Scores { get; set; } = [];
    }

    [Fact]
    public void Integers_and_open_dimensions_are_read()
    {
        var data = _context.Data.LoadFromEnumerable([
            new Suppressed { Boxes = [1, 2, 3, 4, 5, 6, 7, 8], Labels = [3, 90], Scores = [.9f, .8f] },
            new Suppressed { Boxes = [1, 2, 3, 4], Labels = [2], Scores = [.7f] },
            new Suppressed()]);
        var decoded = _context.Vision().DecodeDetections(new FasterRcnnDecoder(), ["Boxes", "Labels", "Scores"], 10, 10, columns: new() { Boxes = "B", Scores = "S", Classes = "C" }).Fit(data).Transform(data);
        Assert.Equal(["B=[1,2,3,4,5,6,7,8] | S=[0.9,0.8] | C=[2,89]", "B=[1,2,3,4] | S=[0.7] | C=[1]", "B=[] | S=[] | C=[]"], Rows.Of(decoded, "B", "S", "C"));
    }

    private sealed class Segmenting
    {
        [ColumnName("output0")]
        [VectorType(37, 5)]
        public float[] Candidates { get; set; } = new float[37 * 5];

        [ColumnName("output1")]
        [VectorType(32, 8, 8)]
        public float[] Prototypes { get; set; } = new float[32 * 64];
    }

    [Fact]
    public void A_mask_without_a_pixel_is_said()
    {
        _context.Log += (_, entry) => _log.Add(entry);
        var row = new Segmenting();
        // One candidate, 16 x 16 in the middle; all prototypes are 0, which is not above 0.
        (row.Candidates[0], row.Candidates[5], row.Candidates[10], row.Candidates[15], row.Candidates[20]) = (16, 16, 16, 16, .9f);
        var data = _context.Data.LoadFromEnumerable([row, new Segmenting()]);
        var decoded = _context.Vision().DecodeDetections(new YoloV8SegDecoder(), ["output0", "output1"], 32, 32).Fit(data).Transform(data);
        Assert.Equal(["Scores=[0.9]", "Scores=[]"], Rows.Of(decoded, "Scores"));
        Assert.DoesNotContain(_log, entry => entry.Kind == ChannelMessageKind.Warning);
        Assert.Equal(["Masks=[{\"size\":[32,32],\"counts\":\"PP1\"}]", "Masks=[]"], Rows.Of(decoded, "Masks"));
        Assert.Contains("1 detections in 1 rows have a mask without a pixel", Assert.Single(_log, entry => entry.Kind == ChannelMessageKind.Warning).Message);
    }

    private sealed class Odd
    {
        [VectorType(0, 2)]
        public float[] Scores { get; set; } = [1, 2, 3];

        [VectorType(2, 4)]
        public float[] Places { get; set; } = new float[8];
    }

    [Fact]
    public void A_shape_that_does_not_follow_is_an_error_that_names_the_column()
    {
        var data = _context.Data.LoadFromEnumerable([new Odd()]);
        var decoded = _context.Vision().DecodeDetections(new UltraFaceDecoder(), ["Scores", "Places"], 10, 10, columns: new() { Scores = "S" }).Fit(data).Transform(data);
        var error = Assert.Throws<InvalidOperationException>(() => Rows.Of(decoded, "S"));
        Assert.Contains("Row 0: column 'Scores'", error.Message);
        Assert.Contains("3 values", error.Message);
    }

    private List<string> Decode(params Outputs[] rows)
    {
        _context.Log += (_, entry) => _log.Add(entry);
        var data = _context.Data.LoadFromEnumerable(rows);
        return Rows.Of(_context.Vision().DecodeDetections(new UltraFaceDecoder(), ["Scores", "Places"], 10, 10, "Mapping").Fit(data).Transform(data), "Scores");
    }
}
