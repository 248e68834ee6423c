using System.Runtime.InteropServices;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Moves what is asked for, and no more: who reads only the boxes pays for no pixels.</summary>
internal sealed class ApplyOpWorker : StepWorker
{
    private readonly ApplyOp _step;
    private readonly WorkerContext _context;
    private readonly ImageReader _image;
    private readonly PixelBuffer _pixels = new();
    private readonly SampleRules _rules;
    private readonly PixelBuffer _movedMask = new();
    private readonly List<Func<Delegate>> _getters = [];
    private ClassIdReader? _masks;

    public ApplyOpWorker(ApplyOp step, WorkerContext context)
    {
        _step = step;
        _context = context;
        _rules = new() { MaskPairs = step.MaskPairs };
        _image = new(context, step.Columns.Image);
        _getters.Add(ImageGetter);
        if (step.Columns.Mask is { } mask)
            _getters.Add(() => MaskGetter(mask));
        if (step.Columns.Keypoints is { } keypoints)
            _getters.Add(() => KeypointsGetter(keypoints));
        if (step.Columns.Boxes is { } boxes)
            _getters.Add(() => BoxesGetter(boxes));
        if (step.Columns.OrientedBoxes is { } oriented)
            _getters.Add(() => OrientedBoxesGetter(oriented));
    }

    public override Delegate Getter(int output) => _getters[output]();

    protected override void Dispose(bool disposing)
    {
        _pixels.Dispose();
        _masks?.Dispose();
        _movedMask.Dispose();
        base.Dispose(disposing);
    }

    private ValueGetter<MLImage?> ImageGetter()
    {
        var handedOut = new HandedOutImage();
        return (ref value) =>
        {
            var image = _image.Current();
            if (image is null)
            {
                handedOut.Replace(ref value, null);
                return;
            }
            var shape = image.Shape();
            var act = _step.Op.Draw(new(shape, image.Order()), Draws.None);
            var after = act.OutputShape(shape);
            var pixels = _pixels.Take(after.Length);
            act.Image(image.Pixels, shape, pixels);
            handedOut.Replace(ref value, MLImage.CreateFromPixels(after.Width, after.Height, image.PixelFormat, pixels));
        };
    }

    private ValueGetter<MLImage?> MaskGetter(string column)
    {
        var handedOut = new HandedOutImage();
        var reader = _masks = new ClassIdReader(_context, column);
        return (ref value) =>
        {
            var mask = reader.Current();
            if (mask is null || Geometry(out var image) is not { } act)
            {
                handedOut.Replace(ref value, mask?.Copy());
                return;
            }
            if (mask.Width != image.Width || mask.Height != image.Height)
                throw new InvalidOperationException($"Row {_context.Row.Position}: mask '{column}' has {mask.Width} x {mask.Height} pixels, its picture '{_step.Columns.Image}' {image.Width} x {image.Height}; they must be equal.");
            var before = image with { Channels = 1 };
            var after = act.OutputShape(before);
            var ids = reader.Ids(mask);
            var moved = _movedMask.Take(after.Width * after.Height);
            act.Mask(ids, before, moved);
            if (act.Mirrors)
                _rules.MirrorMask(moved);
            var pixels = _pixels.Take(4 * moved.Length);
            GreyPixelsKernel.Write(moved, pixels);
            handedOut.Replace(ref value, MLImage.CreateFromPixels(after.Width, after.Height, mask.PixelFormat, pixels));
        };
    }

    private ValueGetter<VBuffer<float>> KeypointsGetter(string column)
    {
        var getter = _context.Getter<VBuffer<float>>(column);
        var source = default(VBuffer<float>);
        float[] dense = [];
        return (ref value) =>
        {
            getter(ref source);
            if (Geometry(out var image) is not { } act)
            {
                source.CopyTo(ref value);
                return;
            }
            var points = source.Dense(ref dense);
            var editor = VBufferEditor.Create(ref value, source.Length);
            SamplePoints.MoveKeypoints(act, image, points, _step.Columns.Skeleton, editor.Values);
            value = editor.Commit();
        };
    }

    private ValueGetter<VBuffer<float>> BoxesGetter(string column)
    {
        var getter = _context.Getter<VBuffer<float>>(column);
        var source = default(VBuffer<float>);
        float[] dense = [];
        return (ref value) =>
        {
            getter(ref source);
            if (Geometry(out var image) is not { } act)
            {
                source.CopyTo(ref value);
                return;
            }
            var boxes = MemoryMarshal.Cast<float, Box>(source.Dense(ref dense));
            var editor = VBufferEditor.Create(ref value, source.Length);
            SamplePoints.MoveBoxes(act, image, boxes, MemoryMarshal.Cast<float, Box>(editor.Values));
            value = editor.Commit();
        };
    }

    private ValueGetter<VBuffer<float>> OrientedBoxesGetter(string column)
    {
        var getter = _context.Getter<VBuffer<float>>(column);
        var source = default(VBuffer<float>);
        float[] dense = [];
        OrientedBox[] boxes = [];
        return (ref value) =>
        {
            getter(ref source);
            if (Geometry(out var image) is not { } act)
            {
                source.CopyTo(ref value);
                return;
            }
            var count = source.Length / OrientedBoxConversionKernel.FloatCount;
            if (boxes.Length < count)
                boxes = new OrientedBox[count];
            var moved = boxes.AsSpan(0, count);
            OrientedBoxConversionKernel.FromFloats(source.Dense(ref dense), moved);
            SampleOrientedBoxes.Move(act, image, moved, moved);
            var editor = VBufferEditor.Create(ref value, source.Length);
            OrientedBoxConversionKernel.ToFloats(moved, editor.Values);
            value = editor.Commit();
        };
    }

    /// <summary>The row's act where it moves things; null where it only changes pixels, or where the row has no picture.</summary>
    private GeometricAct? Geometry(out ImageShape image)
    {
        image = default;
        if (_image.Current() is not { } picture)
            return null;
        image = picture.Shape();
        return _step.Op.Draw(image, Draws.None) as GeometricAct;
    }
}
