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
    private ReadOnlyMemory<char>[] _masks = [];
    private long _computed = long.MinValue;
    private long _written = long.MinValue;

    protected WorkerContext Context { get; } = context;

    /// <summary>Whether keypoints are the fourth column; masks are the one after.</summary>
    protected abstract bool HasKeypoints { get; }

    public override Delegate Getter(int output) => output switch
    {
        0 => (ValueGetter<VBuffer<float>>)Boxes,
        1 => (ValueGetter<VBuffer<float>>)Scores,
        2 => (ValueGetter<VBuffer<int>>)Classes,
        3 when HasKeypoints => (ValueGetter<VBuffer<float>>)Keypoints,
        _ => (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)Masks,
    };

    /// <summary>Fills the buffer with the current row's detections.</summary>
    protected abstract void Compute(DetectionBuffer detections);

    /// <summary>Gives the current row's detections their masks, where <see cref="Compute"/> has not; asked for only where somebody reads them.</summary>
    protected virtual void ComputeMasks(DetectionBuffer detections)
    {
    }

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

    private void Masks(ref VBuffer<ReadOnlyMemory<char>> value)
    {
        var detections = Current();
        if (_written != Context.Row.Position)
        {
            ComputeMasks(detections);
            if (_masks.Length < detections.Count)
                _masks = new ReadOnlyMemory<char>[detections.Count];
            for (var i = 0; i < detections.Count; i++)
                _masks[i] = detections.Masks[i].ToJson().AsMemory();
            _written = Context.Row.Position;
        }
        Copy(_masks.AsSpan(0, detections.Count), ref value);
    }

    private static void Copy<T>(Span<T> source, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, source.Length);
        source.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
