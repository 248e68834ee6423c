using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Receives a finished row of a map.</summary>
/// <param name="y">The row; rows come in order, each once.</param>
/// <param name="values">Channels x width: a row of the first channel, then of the next.</param>
public delegate void MapRow(int y, ReadOnlySpan<float> values);

/// <summary>Predicts some tiles of a map.</summary>
/// <param name="tiles">The tiles of one batch.</param>
/// <param name="predictions">Tiles x channels x height x width, to be filled by the callee.</param>
public delegate void PredictTiles(ReadOnlySpan<Tile> tiles, Span<float> predictions);

/// <summary>Blends the predictions of overlapping tiles (segmentation, depth, heat maps) into one map, and hands it out row by row.</summary>
/// <remarks>
/// Memory grows with tile height x picture width, not with the picture's height: a row is handed out, and forgotten, as soon as no tile to come covers it.
/// A pixel is the weighted mean of the tiles that cover it, taken as a running mean: where all of them say the same, that is exactly the result, bit for bit.
/// Not thread-safe.
/// </remarks>
public sealed class TiledMap
{
    private readonly TileGrid grid;
    private readonly int channels;
    private readonly MapRow finished;
    private readonly float[] columnWeights, rowWeights;
    // A window of tile height rows: row y lies at y modulo its height.
    private readonly float[] means, weights, shares, differences;
    private int next, firstRow;

    /// <summary>An empty map.</summary>
    /// <param name="grid">The tiles, which must come in its order.</param>
    /// <param name="channels">Values of a pixel; at least 1.</param>
    /// <param name="weighting">How much a pixel counts by its place in the tile.</param>
    /// <param name="finished">Receives the rows.</param>
    public TiledMap(TileGrid grid, int channels, TileWeighting weighting, MapRow finished)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(finished);
        Ensure.Positive(channels);
        this.grid = grid;
        this.channels = channels;
        this.finished = finished;
        columnWeights = TileWeights.Along(grid.TileWidth, weighting);
        rowWeights = TileWeights.Along(grid.TileHeight, weighting);
        means = new float[checked(grid.TileHeight * channels * grid.Width)];
        weights = new float[checked(grid.TileHeight * grid.Width)];
        shares = new float[grid.TileWidth];
        differences = new float[grid.TileWidth];
    }

    /// <summary>Predicts every tile, batch by batch, and blends.</summary>
    /// <param name="grid">The tiles.</param>
    /// <param name="channels">Values of a pixel; at least 1.</param>
    /// <param name="weighting">How much a pixel counts by its place in the tile.</param>
    /// <param name="batchSize">Tiles predicted at once; at least 1. It changes nothing in the result.</param>
    /// <param name="predict">Predicts a batch.</param>
    /// <param name="finished">Receives the rows.</param>
    public static void Run(TileGrid grid, int channels, TileWeighting weighting, int batchSize, PredictTiles predict, MapRow finished)
    {
        ArgumentNullException.ThrowIfNull(predict);
        Ensure.Positive(batchSize);
        var map = new TiledMap(grid, channels, weighting, finished);
        var length = channels * grid.TileHeight * grid.TileWidth;
        var tiles = new Tile[Math.Min(batchSize, grid.Count)];
        var predictions = new float[checked(length * tiles.Length)];
        for (var first = 0; first < grid.Count; first += tiles.Length)
        {
            var count = Math.Min(tiles.Length, grid.Count - first);
            for (var i = 0; i < count; i++)
                tiles[i] = grid[first + i];
            predict(tiles.AsSpan(0, count), predictions.AsSpan(0, count * length));
            for (var i = 0; i < count; i++)
                map.Add(predictions.AsSpan(i * length, length));
        }
    }

    /// <summary>Blends the next tile's prediction; the last one finishes the map.</summary>
    /// <param name="prediction">Channels x tile height x tile width.</param>
    /// <exception cref="ArgumentException">Not so many values.</exception>
    /// <exception cref="InvalidOperationException">All tiles have come already.</exception>
    public void Add(ReadOnlySpan<float> prediction)
    {
        Ensure.Length(prediction.Length, channels * grid.TileHeight * grid.TileWidth, nameof(prediction));
        if (next == grid.Count)
            throw new InvalidOperationException($"All {grid.Count} tiles have been added.");
        var tile = grid[next++];
        HandOutRowsBefore(tile.Top);
        for (var row = 0; row < tile.Height; row++)
            BlendRow(tile, row, prediction);
        if (next == grid.Count)
            HandOutRowsBefore(grid.Height);
    }

    private void BlendRow(Tile tile, int row, ReadOnlySpan<float> prediction)
    {
        var slot = (tile.Top + row) % grid.TileHeight;
        var sums = weights.AsSpan((slot * grid.Width) + tile.Left, tile.Width);
        // A tile's share of the mean so far: its weight over the sum of weights with it. For the first tile that is exactly 1.
        TensorPrimitives.Multiply(columnWeights, rowWeights[row], shares);
        TensorPrimitives.Add(sums, shares, sums);
        TensorPrimitives.Divide(shares, sums, shares);
        for (var c = 0; c < channels; c++)
        {
            var mean = means.AsSpan((((slot * channels) + c) * grid.Width) + tile.Left, tile.Width);
            var values = prediction.Slice(((c * tile.Height) + row) * tile.Width, tile.Width);
            TensorPrimitives.Subtract(values, mean, differences);
            TensorPrimitives.MultiplyAdd(differences, shares, mean, mean);
        }
    }

    private void HandOutRowsBefore(int end)
    {
        for (; firstRow < end; firstRow++)
        {
            var slot = firstRow % grid.TileHeight;
            var row = means.AsSpan(slot * channels * grid.Width, channels * grid.Width);
            finished(firstRow, row);
            row.Clear();
            weights.AsSpan(slot * grid.Width, grid.Width).Clear();
        }
    }
}
