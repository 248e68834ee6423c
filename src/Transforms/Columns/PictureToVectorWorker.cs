using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.Transforms;

/// <summary>Floats of a picture, so many a pixel. A row without a picture gives an empty vector, or NaN where the size is known, so that nothing can be found in it.</summary>
internal abstract class PictureToVectorWorker : StepWorker
{
    private readonly WorkerContext _context;
    private readonly string _column;
    private readonly int _perPixel;
    private readonly ImageReader _image;
    private readonly ImageDataViewType _type;

    protected PictureToVectorWorker(WorkerContext context, string column, int perPixel)
    {
        (_context, _column, _perPixel) = (context, column, perPixel);
        _image = new(context, column);
        _type = (ImageDataViewType)context.Row.Schema[column].Type;
    }

    public override Delegate Getter(int output) => (ValueGetter<VBuffer<float>>)Vector;

    /// <summary>Writes all floats of a picture.</summary>
    protected abstract void Write(MLImage image, Span<float> values);

    private void Vector(ref VBuffer<float> value)
    {
        var image = _image.Current();
        // A size that the schema promises is what consumers have made room for.
        if (image is not null && _type.Width > 0 && (_type.Width != image.Width || _type.Height != image.Height))
            throw new InvalidOperationException($"Row {_context.Row.Position}: column '{_column}' is declared as {_type.Width} x {_type.Height} pixels and holds a picture of {image.Width} x {image.Height}. Resize it first.");
        var editor = VBufferEditor.Create(ref value, image is null ? checked(_perPixel * _type.Width * _type.Height) : checked(_perPixel * image.Width * image.Height));
        if (image is null)
            editor.Values.Fill(float.NaN);
        else
            Write(image, editor.Values);
        value = editor.Commit();
    }
}
