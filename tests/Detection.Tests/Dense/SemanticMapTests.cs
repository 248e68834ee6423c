namespace DeepRecipes.Detection.Tests;

public class SemanticMapTests
{
    [Fact]
    public void EveryPixelHasTheClassOfTheInterpolatedScores()
    {
        var random = new Random(4);
        var head = new Head("scores", 1, 5, 6, 9);
        for (var i = 0; i < head.Values.Length; i++)
            head.Values[i] = random.NextSingle();
        var mapping = ResizeMapping.Letterbox(61, 40, new(72, 48));
        var classes = new byte[61 * 40];

        SemanticMap.ArgMax(head.View, mapping, classes);

        for (var y = 0; y < 40; y++)
        {
            for (var x = 0; x < 61; x++)
            {
                // Where the pixel's centre lies on the grid, by the mapping's own words.
                var (u, v) = mapping.PointToNetwork(x, y);
                double column = ((u + 0.5) / 8) - 0.5, row = ((v + 0.5) / 8) - 0.5;
                var scores = Enumerable.Range(0, 5).Select(c => Bilinear(head, c, row, column)).ToArray();
                Assert.True(scores[classes[(y * 61) + x]] > scores.Max() - 1e-4);
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
    public void SaysWhichShapeItNeeds() =>
        Assert.Contains("[1, C, rows, columns]", Assert.Throws<ArgumentException>(
            () => SemanticMap.ArgMax(new Head("s", 1, 4, 7).View, ResizeMapping.Stretch(7, 4, new(7, 4)), new byte[28])).Message, StringComparison.Ordinal);

    private static double Bilinear(Head head, int c, double row, double column)
    {
        (row, column) = (Math.Clamp(row, 0, 5), Math.Clamp(column, 0, 8));
        int y = (int)row, x = (int)column, y2 = Math.Min(y + 1, 5), x2 = Math.Min(x + 1, 8);
        double dy = row - y, dx = column - x;
        return ((1 - dy) * (((1 - dx) * head[0, c, y, x]) + (dx * head[0, c, y, x2]))) + (dy * (((1 - dx) * head[0, c, y2, x]) + (dx * head[0, c, y2, x2])));
    }
}
