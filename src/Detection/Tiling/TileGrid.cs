using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>How a picture is cut into tiles that overlap: row by row, left to right.</summary>
/// <remarks>
/// Neighbours overlap at least as much as asked; the last tile of a row ends at the picture's right edge and the last row at its
/// bottom edge, so that all tiles have the same size. Where the picture is smaller than a tile, the tile is as small as the picture.
/// </remarks>
public sealed class TileGrid
{
    /// <summary>Cuts a picture.</summary>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="tileWidth">At least 1.</param>
    /// <param name="tileHeight">At least 1.</param>
    /// <param name="overlapX">Pixels that neighbours in a row share at least; from 0 to <paramref name="tileWidth"/> - 1.</param>
    /// <param name="overlapY">Pixels that neighbours in a column share at least; from 0 to <paramref name="tileHeight"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    /// <exception cref="ArgumentException">There are more tiles than can be counted.</exception>
    public TileGrid(int width, int height, int tileWidth, int tileHeight, int overlapX = 0, int overlapY = 0)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.Positive(tileWidth);
        Ensure.Positive(tileHeight);
        Ensure.InRange(overlapX, 0, tileWidth - 1);
        Ensure.InRange(overlapY, 0, tileHeight - 1);
        Width = width;
        Height = height;
        TileWidth = Math.Min(tileWidth, width);
        TileHeight = Math.Min(tileHeight, height);
        (Columns, StepX) = Steps(width, tileWidth, overlapX);
        (Rows, StepY) = Steps(height, tileHeight, overlapY);
        if ((long)Columns * Rows > int.MaxValue)
            throw new ArgumentException($"A picture of {width} x {height} has {(long)Columns * Rows} tiles of {tileWidth} x {tileHeight} that share {overlapX} x {overlapY}; at most {int.MaxValue} are counted. Take larger tiles.");
    }

    /// <summary>The picture's width.</summary>
    public int Width { get; }

    /// <summary>The picture's height.</summary>
    public int Height { get; }

    /// <summary>Width of every tile.</summary>
    public int TileWidth { get; }

    /// <summary>Height of every tile.</summary>
    public int TileHeight { get; }

    /// <summary>Tiles in a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of tiles.</summary>
    public int Rows { get; }

    /// <summary>Tiles.</summary>
    public int Count => Columns * Rows;

    private int StepX { get; }

    private int StepY { get; }

    /// <summary>A tile, counted row by row.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public Tile this[int index]
    {
        get
        {
            Ensure.InRange(index, 0, Count - 1);
            // In 64 bits, because the step behind the last one may be far beyond the picture.
            var left = Math.Min((long)(index % Columns) * StepX, Width - TileWidth);
            var top = Math.Min((long)(index / Columns) * StepY, Height - TileHeight);
            return new((int)left, (int)top, TileWidth, TileHeight);
        }
    }

    private static (int Count, int Step) Steps(int length, int tile, int overlap)
    {
        var step = tile - overlap;
        return length <= tile ? (1, step) : (1 + (int)(((long)length - tile + step - 1) / step), step);
    }
}
