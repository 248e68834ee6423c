using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms.Tests;

public sealed class DecodeDetectionsLogTests
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

    [Fact]
    public void A_row_without_a_picture_has_nothing_that_could_be_said()
    {
        var missing = Enumerable.Repeat(float.NaN, 8).ToArray();
        Assert.Equal(["Scores=[]"], Decode(new Outputs { Scores = missing[..4], Places = missing, Mapping = missing }));
        Assert.DoesNotContain(_log, entry => entry.Kind == ChannelMessageKind.Warning);
    }

    private List<string> Decode(params Outputs[] rows)
    {
        _context.Log += (_, entry) => _log.Add(entry);
        var data = _context.Data.LoadFromEnumerable(rows);
        return Rows.Of(_context.Vision().DecodeDetections(new UltraFaceDecoder(), ["Scores", "Places"], 10, 10, "Mapping").Fit(data).Transform(data), "Scores");
    }
}
