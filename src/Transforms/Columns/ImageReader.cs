using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reads a picture column once a row, however many outputs want it.</summary>
internal sealed class ImageReader(WorkerContext context, string column)
{
    private readonly ValueGetter<MLImage> _getter = context.Getter<MLImage>(column);
    private MLImage? _image;
    private long _position = long.MinValue;

    /// <summary>The row's picture; null where the row has none. It belongs to the input: it is read, never disposed or kept.</summary>
    public MLImage? Current()
    {
        if (_position != context.Row.Position)
        {
            _getter(ref _image!);
            _position = context.Row.Position;
        }
        return _image;
    }
}
