namespace DeepRecipes.Detection.Tests;

public class TiledMapTests
{
    private delegate void Blend(TileGrid grid, int channels, TileWeighting weighting, PredictTiles predict, MapRow finished);

    [Fact]
    public void AModelThatIgnoresPositionGivesExactlyItsAnswerForAllSizes() =>
        ForAllGrids((grid, weighting) => AssertExact(grid, weighting, (g, c, w, p, f) => TiledMap.Run(g, c, w, 2, p, f)));

    // The bugs this class is there for: each of these blends is wrong, and the check above sees it.
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void TheCheckSeesAForgottenWeightAForgottenPredictionAndSwappedAxes(bool forgetWeight, bool forgetPrediction, bool swapAxes)
    {
        void Buggy(TileGrid grid, int channels, TileWeighting weighting, PredictTiles predict, MapRow finished)
        {
            var (sums, weights) = (new float[channels * grid.Height * grid.Width], new float[channels * grid.Height * grid.Width]);
            var prediction = new float[channels * grid.TileHeight * grid.TileWidth];
            for (var t = 0; t < grid.Count; t++)
            {
                predict([grid[t]], prediction);
                for (var i = 0; i < prediction.Length; i++)
                {
                    int x = i % grid.TileWidth, y = i / grid.TileWidth % grid.TileHeight, c = i / (grid.TileWidth * grid.TileHeight);
                    if (swapAxes)
                        (x, y) = (y % grid.TileWidth, x % grid.TileHeight);
                    var at = (((c * grid.Height) + grid[t].Top + y) * grid.Width) + grid[t].Left + x;
                    sums[at] += forgetPrediction && t > 0 ? 0 : prediction[i];
                    weights[at] += forgetWeight && t > 0 ? 0 : 1;
                }
            }

            for (var y = 0; y < grid.Height; y++)
            {
                finished(y, Enumerable.Range(0, channels * grid.Width)
                    .Select(i => ((((i / grid.Width) * grid.Height) + y) * grid.Width) + (i % grid.Width)).Select(i => sums[i] / weights[i]).ToArray());
            }
        }

        _ = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertExact(new(7, 5, 4, 3, 2, 1), TileWeighting.Constant, Buggy));
    }

    [Theory]
    [InlineData(TileWeighting.Constant)]
    [InlineData(TileWeighting.Linear)]
    [InlineData(TileWeighting.Gaussian)]
    public void TilesThatDisagreeGiveTheWeightedMean(TileWeighting weighting)
    {
        // Two tiles of 6 columns share columns 4 and 5; the left one says 0, the right one says 1.
        var grid = new TileGrid(10, 1, 6, 1, 2);
        var row = new float[10];

        TiledMap.Run(grid, 1, weighting, 2, (tiles, values) => values[6..].Fill(1), (_, values) => values.CopyTo(row));

        double Weight(int column) => weighting switch
        {
            TileWeighting.Linear => 3 - Math.Abs(column - 2.5) + 0.5,
            TileWeighting.Gaussian => Math.Max(1e-3, Math.Exp(-Math.Pow((column - 2.5) / 0.75, 2) / 2)),
            _ => 1,
        };
        Assert.Equal([0, 0, 0, 0], row[..4]);
        Assert.Equal(Weight(0) / (Weight(0) + Weight(4)), row[4], 6);
        Assert.Equal(Weight(1) / (Weight(1) + Weight(5)), row[5], 6);
        Assert.Equal([1, 1, 1, 1], row[6..]);
    }

    [Fact]
    public void BatchesChangeNothing()
    {
        var grid = new TileGrid(50, 40, 16, 12, 5, 7);
        var random = new Random(3);
        var predictions = Enumerable.Range(0, grid.Count).Select(_ => Enumerable.Range(0, 2 * 16 * 12).Select(_ => random.NextSingle()).ToArray()).ToArray();
        float[] Map(int batch)
        {
            var rows = new List<float>();
            TiledMap.Run(grid, 2, TileWeighting.Gaussian, batch, (tiles, values) =>
            {
                for (var i = 0; i < tiles.Length; i++)
                    predictions[IndexOf(tiles[i])].CopyTo(values[(i * 2 * 16 * 12)..]);
            }, (_, values) => rows.AddRange(values));
            return [.. rows];
        }

        Assert.Equal(Map(1), Map(5));
        Assert.Equal(Map(1), Map(1000));

        int IndexOf(Tile tile) => Enumerable.Range(0, grid.Count).First(t => grid[t] == tile);
    }

    [Fact]
    public void MemoryDoesNotGrowWithThePicturesHeight()
    {
        long Allocated(int height)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            TiledMap.Run(new(64, height, 32, 16, 8, 4), 2, TileWeighting.Linear, 4, (_, _) => { }, (_, _) => { });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The whole map would be 8 MB.
        _ = Allocated(16);
        Assert.InRange(Allocated(16 * 1000), 1, Allocated(32) + 100_000);
    }

    [Fact]
    public void MemoryGrowsWithTheTilesHeight()
    {
        // Everything over whole rows of the picture is as high as a tile: a mean for each of two channels, and a weight. The tile's own prediction comes on top.
        long Allocated(int tileHeight)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            TiledMap.Run(new(4096, 640, 64, tileHeight, 0, 0), 2, TileWeighting.Constant, 1, (_, _) => { }, (_, _) => { });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        _ = Allocated(16);
        // The runtime counts memory by pieces of some kilobytes, less than a row.
        const int ARow = ((2 + 1) * 4096 * sizeof(float)) + (2 * 64 * sizeof(float));
        Assert.InRange(Allocated(32) - Allocated(16), 15 * ARow, 17 * ARow);
        Assert.InRange(Allocated(320) - Allocated(32), 287 * ARow, 289 * ARow);
    }

    [Fact]
    public void RefusesWhatIsTooMuchOrTooLittle()
    {
        var map = new TiledMap(new(4, 4, 4, 4), 1, TileWeighting.Constant, (_, _) => { });

        Assert.Contains("16", Assert.Throws<ArgumentException>(() => map.Add(new float[15])).Message, StringComparison.Ordinal);
        map.Add(new float[16]);
        Assert.Contains("1 tiles", Assert.Throws<InvalidOperationException>(() => map.Add(new float[16])).Message, StringComparison.Ordinal);
    }

    private static void ForAllGrids(Action<TileGrid, TileWeighting> check)
    {
        foreach (var weighting in Enum.GetValues<TileWeighting>())
        {
            for (var width = 1; width <= 8; width++)
            {
                for (var tile = 1; tile <= 6; tile++)
                {
                    for (var overlap = 0; overlap < tile; overlap += 2)
                        check(new(width, 9 - width, tile, 7 - tile, overlap, Math.Min(6 - tile, overlap)), weighting);
                }
            }
        }
    }

    // The answer depends on the picture's pixel and the channel only, and no two pixels have the same.
    private static float Answer(int channel, int x, int y) => 0.1f + (channel * 1.7f) + (x * 0.37f) + (y * 11.3f);

    private static void AssertExact(TileGrid grid, TileWeighting weighting, Blend blend)
    {
        const int Channels = 2;
        var seen = new List<int>();
        blend(grid, Channels, weighting, Predict, (y, values) =>
        {
            seen.Add(y);
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(Answer(i / grid.Width, i % grid.Width, y), values[i]);
            Assert.Equal(Channels * grid.Width, values.Length);
        });
        Assert.Equal(Enumerable.Range(0, grid.Height), seen);

        void Predict(ReadOnlySpan<Tile> tiles, Span<float> predictions)
        {
            var length = Channels * grid.TileHeight * grid.TileWidth;
            for (var i = 0; i < tiles.Length * length; i++)
            {
                int x = i % grid.TileWidth, y = i / grid.TileWidth % grid.TileHeight, c = i / (grid.TileWidth * grid.TileHeight) % Channels;
                predictions[i] = Answer(c, tiles[i / length].Left + x, tiles[i / length].Top + y);
            }
        }
    }
}
