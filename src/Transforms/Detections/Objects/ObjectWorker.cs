using System.Runtime.InteropServices;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>One object after the other of a row's detections. Picture and detections are read once a row, whatever there is in it.</summary>
internal sealed class ObjectWorker(ObjectRows step, WorkerContext context) : StepWorker
{
    private readonly ImageReader _image = new(context, step.Image);
    private readonly DetectionReader _reader = new(context.Row, step.Columns, hasKeypoints => context.Wants(hasKeypoints ? 5 : 4));
    private readonly DetectionBuffer _objects = new();
    private readonly HandedOutImage _handedOut = new();
    private readonly PixelBuffer _pixels = new();
    private readonly NonFiniteTally _lost = new(context);
    private int _index;

    /// <summary>Reads the row's detections and says how many there are.</summary>
    public int Start()
    {
        _reader.Read(_objects);
        _lost.Add(_objects);
        return _objects.Count;
    }

    /// <summary>The getters give this object from now on.</summary>
    public void MoveTo(int index) => _index = index;

    public override Delegate Getter(int output) => output switch
    {
        0 => (ValueGetter<MLImage?>)Picture,
        1 => (ValueGetter<VBuffer<float>>)((ref value) => Copy(MemoryMarshal.Cast<Box, float>(_objects.Boxes.Slice(_index, 1)), ref value)),
        2 => (ValueGetter<VBuffer<float>>)((ref value) => Copy(_objects.Scores.Slice(_index, 1), ref value)),
        3 => (ValueGetter<VBuffer<int>>)((ref value) => Copy(_objects.ClassIds.Slice(_index, 1), ref value)),
        4 when _reader.HasKeypoints => (ValueGetter<VBuffer<float>>)((ref value) => Copy(_objects.KeypointsOf(_index), ref value)),
        _ when _reader.HasMasks && output == (_reader.HasKeypoints ? 5 : 4) =>
            (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref value) => Copy([_objects.Masks[_index].ToJson().AsMemory()], ref value)),
        _ => (ValueGetter<VBuffer<float>>)Mapping,
    };

    protected override void Dispose(bool disposing)
    {
        _lost.Tell();
        _pixels.Dispose();
        base.Dispose(disposing);
    }

    private void Picture(ref MLImage? value) => _handedOut.Replace(ref value, _image.Current() is { } picture ? step.Cut(picture, _objects, _index, _pixels) : null);

    private void Mapping(ref VBuffer<float> value) => MappingColumn.Write(_image.Current() is { } picture ? step.MappingOf(picture, _objects, _index) : null, ref value);

    private static void Copy<T>(ReadOnlySpan<T> source, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, source.Length);
        source.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
