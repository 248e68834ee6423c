using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>A picture of another size, and the mapping that leads back. A row without a picture stays without.</summary>
internal abstract class ResizeWorker(WorkerContext context, string input, ResizeFit fit, int width, int height) : StepWorker
{
    private readonly ImageReader _image = new(context, input);
    private readonly HandedOutImage _handedOut = new();
    private readonly PixelBuffer _pixels = new();

    public override Delegate Getter(int output) => output == 0 ? (ValueGetter<MLImage?>)Image : (ValueGetter<VBuffer<float>>)Mapping;

    protected abstract void Resize(MLImage image, ImageShape target, Span<byte> pixels);

    protected override void Dispose(bool disposing)
    {
        _pixels.Dispose();
        base.Dispose(disposing);
    }

    private void Image(ref MLImage? value)
    {
        if (_image.Current() is not { } image)
        {
            _handedOut.Replace(ref value, null);
            return;
        }
        var target = new ImageShape(width, height, 4);
        var pixels = _pixels.Take(target.Length);
        Resize(image, target, pixels);
        _handedOut.Replace(ref value, MLImage.CreateFromPixels(width, height, image.PixelFormat, pixels));
    }

    private void Mapping(ref VBuffer<float> value) => MappingColumn.Write(_image.Current(), fit, width, height, ref value);
}
