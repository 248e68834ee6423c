using System.Text;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class CocoResultsWriterTests
{
    private static readonly DetectedObject Found = new(new Box(1, 2, 4, 8), 0.5f, 1, [new(3, 4, 0.25f)]);

    [Fact]
    public void BoxesAreWrittenAsCocoHasThem()
    {
        Assert.Equal(
            """[{"image_id":7,"file_name":"a.png","category_id":2,"bbox":[1,2,3,6],"score":0.5,"keypoints":[3,4,0.25]}]""",
            Written(writer => writer.Add(7, "a.png", [Found])));
        Assert.Equal("[]", Written(writer => writer.Add(7, "a.png", [])));
    }

    [Fact]
    public void MasksAreCompressedRuns()
    {
        // Runs whose text has a backslash, and one of the characters that web pages dislike.
        var mask = RleMask.FromCounts(60, 40, [44, 12, 2344]);
        Assert.Equal(@"\1<XY2", mask.ToCompressed());

        Assert.EndsWith(
            """,0.25],"segmentation":{"size":[60,40],"counts":"\\1<XY2"}}]""",
            Written(writer => writer.Add(7, "a.png", [Found with { Mask = mask }])), StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesHaveTheCategoriesGiven()
    {
        Assert.Contains("\"category_id\":90,", Written(writer => writer.Add(7, "a.png", [Found]), 18, 90), StringComparison.Ordinal);
        Assert.Contains("class 1", Assert.Throws<InvalidOperationException>(() => Written(writer => writer.Add(7, "a.png", [Found]), 18)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatJsonCannotHoldLeavesNothingBehind()
    {
        DetectedObject[] broken =
        [
            Found with { Score = float.NaN }, Found with { Box = new(float.NegativeInfinity, 0, 1, 1) }, Found with { Box = new(-3e38f, 0, 3e38f, 1) }, Found with { Keypoints = [new(1, float.NaN, 2)] },
        ];

        var text = Written(writer => Assert.All(broken, one =>
            Assert.Contains("'a.png'", Assert.Throws<ArgumentException>(() => writer.Add(7, "a.png", [one])).Message, StringComparison.Ordinal)));

        Assert.Equal("[]", text);
    }

    [Fact]
    public void EndsOnce()
    {
        using var stream = new MemoryStream();
        var writer = new CocoResultsWriter(stream);
        writer.Dispose();
        writer.Dispose();
        Assert.Equal("[]", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static string Written(Action<CocoResultsWriter> write, params long[] categories)
    {
        using var stream = new MemoryStream();
        using (var writer = new CocoResultsWriter(stream, categories.Length == 0 ? null : categories))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
