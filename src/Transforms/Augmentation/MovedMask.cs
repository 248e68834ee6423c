using DeepRecipes.Kernels;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>The mask of an augmented row.</summary>
internal sealed class MovedMask(AugmentedRow row) : IDisposable
{
    private readonly string _column = row.Plan.Columns.Mask!;
    private readonly ImageReader _reader = row.Pictures(row.Plan.Columns.Mask!);
    private readonly PixelBuffer _source = new();
    private readonly PixelBuffer _moved = new();
    private readonly PixelBuffer _pixels = new();
    private ImageShape _shape;
    private long _visit;

    /// <summary>The moved class ids and their shape.</summary>
    public ReadOnlySpan<byte> Ids(out ImageShape shape)
    {
        if (_visit != row.Visit)
        {
            Move();
            _visit = row.Visit;
        }
        shape = _shape;
        return _moved.Take(_shape.Length);
    }

    /// <summary>The moved mask as a picture of its own; null where the row has none.</summary>
    public MLImage? Picture()
    {
        if (_reader.Current() is not { } mask)
            return null;
        if (row.Act(out _) is null)
            return mask.Copy();
        var ids = Ids(out var shape);
        var pixels = _pixels.Take(4 * ids.Length);
        GreyPixelsKernel.Write(ids, pixels);
        var picture = MLImage.CreateFromPixels(shape.Width, shape.Height, mask.PixelFormat, pixels);
        picture.Tag = mask.Tag;
        return picture;
    }

    public void Dispose()
    {
        _source.Dispose();
        _moved.Dispose();
        _pixels.Dispose();
    }

    private void Move()
    {
        var mask = _reader.Current() ?? throw new InvalidOperationException($"{row.Where()} has no mask in '{_column}'.");
        var act = row.Act(out var image);
        if (act is not null && (mask.Width != image.Width || mask.Height != image.Height))
        {
            throw new InvalidOperationException(
                $"{row.Where()}: mask '{_column}' has {mask.Width} x {mask.Height} pixels, its picture '{row.Plan.Columns.Image}' {image.Width} x {image.Height}; they must be equal.");
        }
        var before = new ImageShape(mask.Width, mask.Height, 1);
        var ids = _source.Take(before.Length);
        if (mask.ReadClassIds(ids) is { } problem)
            throw new InvalidOperationException($"{row.Where()}: mask '{_column}' {problem}");
        _shape = act?.OutputShape(before) ?? before;
        var moved = _moved.Take(_shape.Length);
        if (act is null)
        {
            ids.CopyTo(moved);
            return;
        }
        act.Mask(ids, before, moved);
        if (act.Mirrors)
            row.Plan.Rules.MirrorMask(moved);
    }
}
