using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Detects in some tiles: one buffer for each tile, in that tile's pixels.</summary>
/// <param name="tiles">The tiles of one batch.</param>
/// <param name="found">As many buffers, to be filled by the callee.</param>
public delegate void DetectTiles(ReadOnlySpan<Tile> tiles, ReadOnlySpan<DetectionBuffer> found);

/// <summary>Detection in pictures larger than the network: tile by tile, then merged across the tiles' borders. Immutable and thread-safe.</summary>
/// <remarks>
/// The order of tiles, and so of everything, is fixed: batch size changes nothing. A tile at least as large as the picture gives exactly the answer of the
/// untiled picture: then nothing is merged. Before anything is merged, a box that its tile's edge cuts goes where a whole one of its class covers 0.7 of it, whatever their scores: the network saw
/// a piece of what it also saw whole.
/// </remarks>
public sealed record TileDetector
{
    private const float CoveredPiece = 0.7f;

    /// <summary>Width and height of the tiles; 640 by default.</summary>
    public NetworkSize TileSize { get; init => field = Checked(value); } = new(640, 640);

    /// <summary>Share of a tile that neighbours have in common at least. From 0 to 0.9; 0.2 by default.</summary>
    public double Overlap { get; init => field = Option.InRange(value, 0, 0.9); } = 0.2;

    /// <summary>Whether the whole picture is looked at too, before the tiles, for objects larger than a tile; false by default.</summary>
    public bool FullImage { get; init; }

    /// <summary>Tiles that are handed out together; 1 by default.</summary>
    public int BatchSize { get; init => field = Option.Positive(value); } = 1;

    /// <summary>
    /// What the score of a box is multiplied by that touches an edge of its tile inside the picture: there it is probably cut. From 0 (it goes) to 1, the default.
    /// </summary>
    public float CutBoxFactor { get; init => field = Option.InRange(value, 0, 1); } = 1;

    /// <summary>How detections of different tiles are merged; greedy merge with IoS 0.5 by default.</summary>
    public ISuppression Merge { get; init; } = new GreedyMerge();

    /// <summary>The tiles of a picture.</summary>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    public TileGrid GridFor(int width, int height) =>
        new(width, height, TileSize.Width, TileSize.Height, Shared(TileSize.Width), Shared(TileSize.Height));

    /// <summary>Looks at all tiles and merges what is found.</summary>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="detect">Detects in up to <see cref="BatchSize"/> tiles at once. With <see cref="FullImage"/> the first tile is the whole picture.</param>
    /// <param name="destination">Receives the detections, in the picture's pixels; what it held is lost.</param>
    public void Run(int width, int height, DetectTiles detect, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(detect);
        ArgumentNullException.ThrowIfNull(destination);
        var tiles = TilesOf(width, height);
        var found = new DetectionBuffer[Math.Min(BatchSize, tiles.Length)];
        var isCut = new List<bool>();
        for (var i = 0; i < found.Length; i++)
            found[i] = new();
        for (var first = 0; first < tiles.Length; first += BatchSize)
        {
            var batch = tiles.AsSpan(first, Math.Min(BatchSize, tiles.Length - first));
            detect(batch, found.AsSpan(0, batch.Length));
            if (first == 0)
                destination.ClearLike(found[0]);
            for (var i = 0; i < batch.Length; i++)
                Add(batch[i], width, height, found[i], destination, isCut);
        }

        if (tiles.Length > 1)
            MergeAll(destination, isCut);
    }

    /// <summary>The tiles of a picture in their order, with <see cref="FullImage"/> the whole picture first.</summary>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    public Tile[] TilesOf(int width, int height)
    {
        var grid = GridFor(width, height);
        var tiles = new Tile[CountOf(grid)];
        var whole = tiles.Length - grid.Count;
        if (whole == 1)
            tiles[0] = new(0, 0, grid.Width, grid.Height);
        for (var i = 0; i < grid.Count; i++)
            tiles[whole + i] = grid[i];
        return tiles;
    }

    /// <summary>How many <see cref="TilesOf"/> gives.</summary>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    public int TileCountOf(int width, int height) => CountOf(GridFor(width, height));

    /// <summary>Merges what was found in all tiles: for callers who detect in them by themselves.</summary>
    /// <param name="found">One buffer for each of <see cref="TilesOf"/>, in that tile's pixels; what they hold is moved.</param>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="destination">Receives the detections, in the picture's pixels; what it held is lost.</param>
    /// <exception cref="ArgumentException">There are not as many buffers as tiles.</exception>
    public void Combine(ReadOnlySpan<DetectionBuffer> found, int width, int height, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var tiles = TilesOf(width, height);
        Ensure.Length(found.Length, tiles.Length, nameof(found));
        destination.ClearLike(found[0]);
        var isCut = new List<bool>();
        for (var i = 0; i < tiles.Length; i++)
            Add(tiles[i], width, height, found[i], destination, isCut);
        if (tiles.Length > 1)
            MergeAll(destination, isCut);
    }

    private void Add(Tile tile, int width, int height, DetectionBuffer found, DetectionBuffer destination, List<bool> isCut)
    {
        tile.ToPicture(found, width, height);
        var first = destination.Count;
        destination.AddRange(found);
        for (var i = first; i < destination.Count; i++)
        {
            isCut.Add(IsCut(destination.Boxes[i], tile.Box, width, height));
            if (isCut[^1])
                destination.Scores[i] *= CutBoxFactor;
        }
    }

    private void MergeAll(DetectionBuffer all, List<bool> isCut)
    {
        var whole = Enumerable.Range(0, all.Count).Where(i => !isCut[i]).ToArray();
        if (CutBoxFactor == 0)
            all.Keep(whole);
        else if (whole.Length > 0 && whole.Length < all.Count)
            DropPieces(all, isCut, whole);
        Merge.Apply(all);
    }

    /// <summary>Pieces of what was also seen whole must not beat it, however sure the network is of them.</summary>
    private static void DropPieces(DetectionBuffer all, List<bool> isCut, int[] whole)
    {
        using var grid = new BoxGrid(all.Boxes, whole);
        foreach (var i in whole)
            grid.Insert(grid.CellsOf(all.Boxes[i]), all.Boxes[i], i);
        var kept = new List<int>(all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            if (!isCut[i] || GridSearch<Coverage>.First(grid, all.Boxes[i], CoveredPiece, -1, new OtherClass(all.ClassIds, all.ClassIds[i])) == GridSearch<Coverage>.None)
                kept.Add(i);
        }

        all.Keep(CollectionsMarshal.AsSpan(kept));
    }

    // One tile is the whole picture already.
    private int CountOf(TileGrid grid) => grid.Count + (FullImage && grid.Count > 1 ? 1 : 0);

    private int Shared(int side) => Math.Min(side - 1, (int)Math.Ceiling(side * Overlap));

    private static NetworkSize Checked(NetworkSize size)
    {
        Ensure.Positive(size.Width, "TileSize.Width");
        Ensure.Positive(size.Height, "TileSize.Height");
        return size;
    }

    // A pixel's slack: networks seldom reach the very edge.
    private static bool IsCut(Box box, Box tile, int width, int height) =>
        (tile.X1 > 0 && box.X1 < tile.X1 + 1) || (tile.Y1 > 0 && box.Y1 < tile.Y1 + 1) || (tile.X2 < width && box.X2 > tile.X2 - 1) || (tile.Y2 < height && box.Y2 > tile.Y2 - 1);

    private readonly ref struct OtherClass(ReadOnlySpan<int> classIds, int classId) : IOwnerFilter
    {
        private readonly ReadOnlySpan<int> classIds = classIds;

        public bool IsOut(int owner) => classIds[owner] != classId;
    }
}
