using System.Runtime.InteropServices;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>A look of the network at a picture, as a row.</summary>
internal sealed class PictureRow
{
    [VisionImage]
    public MLImage? Image { get; set; }

    public float Scale { get; set; } = 1;
}

/// <summary>
/// The looks at a picture, one behind the other: each tile, and each tile in each view. All pictures' looks are one stream of rows, so that runs of the network
/// are filled across tiles, views and pictures.
/// </summary>
/// <param name="tiles">Null for the picture as a whole.</param>
/// <param name="views">Null for the picture as it is.</param>
internal sealed class PictureLooks(TileDetector? tiles, TestTimeAugmentation? views) : IDisposable
{
    private readonly List<DetectionBuffer> _ofTiles = [];
    private readonly DetectionBuffer[] _ofViews = views is null ? [] : [.. views.Views.Select(_ => new DetectionBuffer())];
    private readonly DetectionBuffer _all = new();
    private readonly PixelBuffer _pixels = new();

    /// <summary>How many looks there are at a picture of this size.</summary>
    public int CountOf(int width, int height) => (tiles?.TileCountOf(width, height) ?? 1) * (views?.Views.Length ?? 1);

    /// <summary>The rows of a picture. What they hold is disposed when the next one is asked for; the picture itself is not.</summary>
    public IEnumerable<PictureRow> RowsOf(MLImage picture)
    {
        foreach (var tile in TilesOf(picture.Width, picture.Height))
        {
            using var cut = tile.Width < picture.Width || tile.Height < picture.Height ? Cut(picture, tile) : null;
            foreach (var row in ViewsOf(cut ?? picture))
                yield return row;
        }
    }

    /// <summary>What was found in a picture.</summary>
    /// <param name="rows">What was found in each look, the first of the picture's being the current one; it ends with the current one being the last.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <returns>A buffer that is used again for the next picture.</returns>
    public DetectionBuffer Gather(IEnumerator<DetectionBuffer> rows, int width, int height)
    {
        var of = TilesOf(width, height);
        while (_ofTiles.Count < of.Length)
            _ofTiles.Add(new());
        for (var i = 0; i < of.Length; i++)
        {
            if (i > 0)
                Next(rows);
            if (views is null)
                Copy(rows.Current, _ofTiles[i]);
            else
                GatherViews(rows, of[i], _ofTiles[i]);
        }

        if (tiles is null)
            return _ofTiles[0];
        tiles.Combine(CollectionsMarshal.AsSpan(_ofTiles)[..of.Length], width, height, _all);
        return _all;
    }

    public void Dispose() => _pixels.Dispose();

    private void GatherViews(IEnumerator<DetectionBuffer> rows, Tile tile, DetectionBuffer destination)
    {
        for (var i = 0; i < _ofViews.Length; i++)
        {
            if (i > 0)
                Next(rows);
            Copy(rows.Current, _ofViews[i]);
        }

        views!.Combine(_ofViews, tile.Width, tile.Height, destination);
    }

    private Tile[] TilesOf(int width, int height) => tiles?.TilesOf(width, height) ?? [new(0, 0, width, height)];

    private IEnumerable<PictureRow> ViewsOf(MLImage picture)
    {
        if (views is null)
        {
            yield return new() { Image = picture };
            yield break;
        }

        using var mirrored = views.Views.Any(view => view.IsMirrored) ? Mirror(picture) : null;
        foreach (var view in views.Views)
            yield return new() { Image = view.IsMirrored ? mirrored : picture, Scale = view.Scale };
    }

    private static void Copy(DetectionBuffer from, DetectionBuffer to)
    {
        to.ClearLike(from);
        to.AddRange(from);
    }

    private static void Next(IEnumerator<DetectionBuffer> rows)
    {
        if (!rows.MoveNext())
            throw new InvalidOperationException("The rows of a picture ended early.");
    }

    private MLImage Cut(MLImage picture, Tile tile)
    {
        var shape = picture.Shape();
        var pixels = _pixels.Take(tile.Width * tile.Height * shape.Channels);
        CropKernel.Apply(picture.Pixels, shape, new(tile.Left, tile.Top, tile.Width, tile.Height), pixels);
        return MLImage.CreateFromPixels(tile.Width, tile.Height, picture.PixelFormat, pixels);
    }

    private MLImage Mirror(MLImage picture)
    {
        var shape = picture.Shape();
        var pixels = _pixels.Take(shape.Length);
        FlipKernel.Horizontal(picture.Pixels, shape, pixels);
        return MLImage.CreateFromPixels(picture.Width, picture.Height, picture.PixelFormat, pixels);
    }
}
