namespace DeepRecipes.Detection.Tests;

public class TileGridTests
{
    [Fact]
    public void EveryPixelIsCoveredForAllSizes()
    {
        for (var width = 1; width <= 9; width++)
        {
            for (var tile = 1; tile <= 11; tile++)
            {
                for (var overlap = 0; overlap < tile; overlap++)
                    AssertCovers(new(width, 10 - width, tile, 12 - tile, overlap, Math.Min(11 - tile, overlap)), overlap);
            }
        }
    }

    [Fact]
    public void WidthsAndHeightsAreNotSwapped()
    {
        var grid = new TileGrid(100, 30, 40, 20, 10, 5);

        Assert.Equal((3, 2), (grid.Columns, grid.Rows));
        Assert.Equal([new(0, 0, 40, 20), new(30, 0, 40, 20), new(60, 0, 40, 20), new(0, 10, 40, 20), new(30, 10, 40, 20), new(60, 10, 40, 20)],
            Enumerable.Range(0, grid.Count).Select(i => grid[i]));
    }

    [Fact]
    public void ATileLargerThanThePictureIsThePicture() => Assert.Equal(new Tile(0, 0, 7, 5), Assert.Single(Tiles(new(7, 5, 100, 5, 99, 0))));

    [Theory]
    [InlineData(0, 5, 5, 5, 0, "width")]
    [InlineData(5, 5, 0, 5, 0, "tileWidth")]
    [InlineData(5, 5, 5, 5, 5, "overlapX")]
    [InlineData(5, 5, 5, 5, -1, "overlapX")]
    public void RefusesWhatIsNoGrid(int width, int height, int tileWidth, int tileHeight, int overlap, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new TileGrid(width, height, tileWidth, tileHeight, overlap)).ParamName);

    private static void AssertCovers(TileGrid grid, int overlapX)
    {
        var covered = new bool[grid.Height, grid.Width];
        foreach (var tile in Tiles(grid))
        {
            for (var y = tile.Top; y < tile.Top + tile.Height; y++)
            {
                for (var x = tile.Left; x < tile.Left + tile.Width; x++)
                    covered[y, x] = true;
            }
        }

        Assert.All(covered.Cast<bool>(), Assert.True);
        for (var i = 1; i < grid.Columns; i++)
            Assert.True(grid[i - 1].Left + grid.TileWidth - grid[i].Left >= overlapX);
        Assert.Equal(grid.Count, Tiles(grid).Distinct().Count());
    }

    [Fact]
    public void MoreTilesThanCanBeCountedAreRefused() =>
        Assert.Contains("10000000000 tiles", Assert.Throws<ArgumentException>(() => new TileGrid(100_000, 100_000, 1, 1)).Message, StringComparison.Ordinal);

    private static IEnumerable<Tile> Tiles(TileGrid grid) => Enumerable.Range(0, grid.Count).Select(i => grid[i]);
}
