using System.Runtime.InteropServices;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Hands out the detections of a row as columns; however many are read, a row is computed once.</summary>
internal abstract class DetectionWorker(WorkerContext context) : StepWorker
{
    private readonly DetectionBuffer _detections = new();
    private long _computed = long.MinValue;

    protected WorkerContext Context { get; } = context;

    public override Delegate Getter(int output) => output switch
    {
        0 => (ValueGetter<VBuffer<float>>)Boxes,
        1 => (ValueGetter<VBuffer<float>>)Scores,
        2 => (ValueGetter<VBuffer<int>>)Classes,
        _ => (ValueGetter<VBuffer<float>>)Keypoints,
    };

    /// <summary>Fills the buffer with the current row's detections.</summary>
    protected abstract void Compute(DetectionBuffer detections);

    private DetectionBuffer Current()
    {
        if (_computed != Context.Row.Position)
        {
            Compute(_detections);
            _computed = Context.Row.Position;
        }
        return _detections;
    }

    private void Boxes(ref VBuffer<float> value) => Copy(MemoryMarshal.Cast<Box, float>(Current().Boxes), ref value);

    private void Scores(ref VBuffer<float> value) => Copy(Current().Scores, ref value);

    private void Classes(ref VBuffer<int> value) => Copy(Current().ClassIds, ref value);

    private void Keypoints(ref VBuffer<float> value) => Copy(Current().Keypoints, ref value);

    private static void Copy<T>(Span<T> source, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, source.Length);
        source.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
