using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>The other usual way to key points: one network finds all points of all people, and tags say whose they are.</summary>
public sealed class BottomUpTests
{
    private const int Points = 3, Rows = 12, Columns = 16;

    private readonly MLContext _context = new(seed: 1);

    private sealed class Heads
    {
        [VectorType(Points, Rows, Columns)]
        public float[] Heat { get; set; } = new float[Points * Rows * Columns];

        [VectorType(Points, Rows, Columns)]
        public float[] Tags { get; set; } = new float[Points * Rows * Columns];

        [VectorType(ResizeMapping.FloatCount)]
        public float[] Mapping { get; set; } = new float[ResizeMapping.FloatCount];
    }

    private sealed class People
    {
        [VectorType]
        public float[]? Scores { get; set; }

        [VectorType]
        public float[]? Keypoints { get; set; }
    }

    [Fact]
    public void Points_are_grouped_by_their_tags_and_come_back_to_the_photo()
    {
        // The photo is 128 x 96, the network sees 64 x 48 and answers on cells of 4 pixels: a cell is 8 pixels of the photo.
        var mapping = ResizeMapping.Stretch(128, 96, new(64, 48));
        var row = new Heads();
        mapping.CopyTo(row.Mapping);
        (int X, int Y)[] one = [(2, 2), (3, 5), (2, 9)], two = [(12, 3), (11, 6), (13, 10)];
        for (var k = 0; k < Points; k++)
        {
            Draw(row, k, one[k], .9f, 1);
            // The second person's last point is hidden.
            if (k < 2)
                Draw(row, k, two[k], .6f, 5);
        }

        var vision = _context.Vision();
        var data = _context.Data.LoadFromEnumerable([row]);
        var pipeline = vision.DecodeDetections(new AssociativeEmbeddingDecoder { KeypointCount = Points }, ["Heat", "Tags"], 64, 48, "Mapping");
        var found = _context.Data.CreateEnumerable<People>(pipeline.Fit(data).Transform(data), reuseRowObject: false).Single();

        Assert.Equal(2, found.Scores!.Length);
        Assert.Equal(.9f, found.Scores[0], 1e-5f);
        Assert.Equal(.4f, found.Scores[1], 1e-5f);
        for (var k = 0; k < Points; k++)
        {
            AssertPoint(one[k], .9f, found.Keypoints!.AsSpan(3 * k, 3));
            if (k < 2)
                AssertPoint(two[k], .6f, found.Keypoints!.AsSpan(3 * (Points + k), 3));
            else
                Assert.Equal(0, found.Keypoints![(3 * (Points + k)) + 2]);
        }
    }

    private static void Draw(Heads heads, int point, (int X, int Y) cell, float height, float tag)
    {
        var at = (((point * Rows) + cell.Y) * Columns) + cell.X;
        (heads.Heat[at], heads.Tags[at]) = (height, tag);
    }

    private static void AssertPoint((int X, int Y) cell, float visibility, ReadOnlySpan<float> point)
    {
        Assert.Equal((8 * (cell.X + .5f)) - .5f, point[0], 2.1f);
        Assert.Equal((8 * (cell.Y + .5f)) - .5f, point[1], 2.1f);
        Assert.Equal(visibility, point[2], 1e-5f);
    }
}
