namespace DeepRecipes.Detection.Tests;

public class SemanticMapTests
{
    [Theory]
    [InlineData(61, 40)]
    [InlineData(40, 61)]
    [InlineData(5, 3)] // smaller than the scores: rows of them are left out
    [InlineData(1, 1)]
    public void EveryPixelHasTheClassOfTheInterpolatedScores(int width, int height)
    {
        var random = new Random(4);
        var head = new Head("scores", 1, 5, 6, 9);
        for (var i = 0; i < head.Values.Length; i++)
            head.Values[i] = random.NextSingle();
        var mapping = ResizeMapping.Letterbox(width, height, new(72, 48));
        var classes = new byte[width * height];

        SemanticMap.ArgMax(head.View, mapping, classes);

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // Where the pixel's centre lies on the grid, by the mapping's own words.
                var (u, v) = mapping.PointToNetwork(x, y);
                double column = ((u + 0.5) / 8) - 0.5, row = ((v + 0.5) / 8) - 0.5;
                var scores = Enumerable.Range(0, 5).Select(c => Bilinear(head, c, row, column)).ToArray();
                Assert.True(scores[classes[(y * width) + x]] > scores.Max() - 1e-4);
            }
        }
    }

    [Fact]
    public void AMapOfThePicturesSizeIsTakenAsItIs()
    {
        var head = new Head("scores", 1, 3, 4, 7);
        for (var i = 0; i < 28; i++)
            head[0, i % 3, i / 7, i % 7] = 1;
        var classes = new byte[28];

        SemanticMap.ArgMax(head.View, ResizeMapping.Stretch(7, 4, new(7, 4)), classes);

        Assert.Equal(Enumerable.Range(0, 28).Select(i => (byte)(i % 3)), classes);
    }

    [Fact]
    public void OfEqualScoresTheLowerClassWins()
    {
        var head = new Head("scores", 1, 3, 4, 70);
        for (var i = 0; i < 280; i++)
            (head[0, 1, i / 70, i % 70], head[0, 2, i / 70, i % 70]) = (.5f, .5f);
        var classes = new byte[280];

        SemanticMap.ArgMax(head.View, ResizeMapping.Stretch(70, 4, new(70, 4)), classes);

        Assert.All(classes, c => Assert.Equal(1, c));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AClassWhoseScoresAreNoNumbersNeverWins(int broken)
    {
        // Wide enough for the vectors and for a remainder.
        var head = new Head("s", 1, 3, 1, 70);
        for (var x = 0; x < 70; x++)
        {
            for (var c = 0; c < 3; c++)
                head[0, c, 0, x] = c == broken ? float.NaN : -c;
        }

        var classes = new byte[70];
        SemanticMap.ArgMax(head.View, ResizeMapping.Stretch(70, 1, new(70, 1)), classes);

        Assert.All(classes, c => Assert.Equal(broken == 0 ? 1 : 0, c));
    }

    [Fact]
    public void SaysWhichShapeItNeeds() =>
        Assert.Contains("[1, C, rows, columns]", Assert.Throws<ArgumentException>(
            () => SemanticMap.ArgMax(new Head("s", 1, 4, 7).View, ResizeMapping.Stretch(7, 4, new(7, 4)), new byte[28])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(61, 40)]
    [InlineData(3, 5)]
    public void AClassMapComesBackToTheCellThatThePixelsCentreLiesIn(int width, int height)
    {
        var head = new Head("classes", 1, 1, 6, 9);
        for (var i = 0; i < head.Values.Length; i++)
            head.Values[i] = i * 4;
        var mapping = ResizeMapping.Letterbox(width, height, new(72, 48));
        var classes = new byte[width * height];

        SemanticMap.Nearest(head.View, mapping, classes);

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = mapping.PointToNetwork(x, y);
                Assert.Equal(head[0, 0, (int)((v + 0.5) / 8), (int)((u + 0.5) / 8)], classes[(y * width) + x]);
            }
        }
    }

    [Fact]
    public void ASinglePlaneIsWhatLiesAboveTheThreshold()
    {
        var head = new Head("logits", 1, 1, 1, 4);
        new float[] { -1, 0, .25f, 3 }.CopyTo(head.Values, 0);
        var classes = new byte[4];

        SemanticMap.Above(head.View, 0, ResizeMapping.Stretch(4, 1, new(4, 1)), classes);
        Assert.Equal(new byte[] { 0, 0, 1, 1 }, classes);

        Assert.Throws<ArgumentOutOfRangeException>(() => SemanticMap.Above(head.View, float.NaN, ResizeMapping.Stretch(4, 1, new(4, 1)), classes));
        Assert.Throws<ArgumentException>(() => SemanticMap.Above(new Head("s", 1, 2, 1, 4).View, 0, ResizeMapping.Stretch(4, 1, new(4, 1)), classes));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void WhatIsNoClassIdIsRefused(float value)
    {
        var head = new Head("classes", 1, 1, 2, 3) { [0, 0, 1, 2] = value };
        Assert.Contains("at cell (2, 1)", Assert.Throws<ArgumentException>(() => SemanticMap.Nearest(head.View, ResizeMapping.Stretch(3, 2, new(3, 2)), new byte[6])).Message, StringComparison.Ordinal);
    }

    private static double Bilinear(Head head, int c, double row, double column)
    {
        (row, column) = (Math.Clamp(row, 0, 5), Math.Clamp(column, 0, 8));
        int y = (int)row, x = (int)column, y2 = Math.Min(y + 1, 5), x2 = Math.Min(x + 1, 8);
        double dy = row - y, dx = column - x;
        return ((1 - dy) * (((1 - dx) * head[0, c, y, x]) + (dx * head[0, c, y, x2]))) + (dy * (((1 - dx) * head[0, c, y2, x]) + (dx * head[0, c, y2, x2])));
    }
}
