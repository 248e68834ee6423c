using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Estimators;

/// <summary>Reads a column of masks as one class id a pixel, row by row.</summary>
internal sealed class MaskReader(DataViewRow row, DataViewSchema.Column column)
{
    private readonly ValueGetter<MLImage> _getter = row.GetGetter<MLImage>(column);
    // Never disposed here: a getter may hand the same picture out twice.
    private MLImage? _mask;
    private byte[] _ids = [];

    public ReadOnlySpan<byte> Read(out ImageShape shape)
    {
        _getter(ref _mask!);
        if (_mask is null)
            throw new ArgumentException($"'{column.Name}' is empty; every row needs a mask.");
        shape = new(_mask.Width, _mask.Height, 1);
        if (_ids.Length < shape.Length)
            _ids = new byte[shape.Length];
        if (_mask.ReadClassIds(_ids) is { } problem)
            throw new ArgumentException($"'{column.Name}' {problem}");
        return _ids.AsSpan(0, shape.Length);
    }
}
