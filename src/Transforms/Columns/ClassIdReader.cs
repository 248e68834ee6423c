using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reads the class ids of a mask column, one a pixel.</summary>
internal sealed class ClassIdReader(WorkerContext context, string column) : IDisposable
{
    private readonly ImageReader _reader = new(context, column);
    private readonly PixelBuffer _ids = new();

    /// <summary>The row's mask as it stands in the column; null where the row has none.</summary>
    public MLImage? Current() => _reader.Current();

    /// <summary>The ids of a mask that <see cref="Current"/> gave.</summary>
    /// <exception cref="InvalidOperationException">It holds colours; the text names row, column and pixel.</exception>
    public ReadOnlySpan<byte> Ids(MLImage mask)
    {
        var ids = _ids.Take(mask.Width * mask.Height);
        return mask.ReadClassIds(ids) is { } problem
            ? throw new InvalidOperationException($"Row {context.Row.Position}: mask '{column}' {problem}")
            : (ReadOnlySpan<byte>)ids;
    }

    /// <summary>Names a pixel in an error.</summary>
    public string Where(MLImage mask, int pixel) => $"Row {context.Row.Position}: mask '{column}' at pixel ({pixel % mask.Width}, {pixel / mask.Width})";

    public void Dispose() => _ids.Dispose();
}
