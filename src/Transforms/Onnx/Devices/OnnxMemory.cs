using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>
/// The memory that a network's inputs are put into and its outputs come back in: the processor's own, or for CUDA and TensorRT pinned memory, which the GPU
/// reads and writes by itself.
/// </summary>
/// <param name="pinned">The allocator of pinned memory; null for the processor's own.</param>
internal sealed class OnnxMemory(OrtAllocator? pinned) : IDisposable
{
    /// <summary>Whether all that goes into a run has to lie here, and not just anywhere.</summary>
    public bool IsPinned => pinned is not null;

    /// <summary>Where the outputs are put.</summary>
    public OrtMemoryInfo Info { get; } = pinned?.Info ?? OrtMemoryInfo.DefaultInstance;

    /// <summary>The memory for a session.</summary>
    public static OnnxMemory Of(InferenceSession session, OnnxDevice device, int deviceId)
    {
        if (device.Provider is not (nameof(GpuProvider.Cuda) or nameof(GpuProvider.TensorRT)))
            return new(null);
        using var info = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA_PINNED, OrtAllocatorType.DeviceAllocator, deviceId, OrtMemType.CpuOutput);
        return new(new OrtAllocator(session, info));
    }

    public OnnxBuffer<T> NewBuffer<T>(TensorElementType type)
        where T : unmanaged =>
        pinned is null ? new ArrayBuffer<T>() : new AllocatedBuffer<T>(pinned, type);

    public void Dispose() => pinned?.Dispose();
}
