using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>
/// The memory that a network's inputs are put into and its outputs come back in: the processor's own, or for CUDA and TensorRT pinned memory, which the GPU
/// reads and writes by itself.
/// </summary>
internal sealed class OnnxMemory : IDisposable
{
    private readonly OrtAllocator _allocator;
    private readonly bool _isOwn;

    private OnnxMemory(OrtAllocator allocator, bool isOwn)
    {
        _allocator = allocator;
        _isOwn = isOwn;
        Info = allocator.Info;
    }

    public OrtMemoryInfo Info { get; }

    /// <summary>The memory for a session.</summary>
    public static OnnxMemory Of(InferenceSession session, OnnxDevice device, int deviceId)
    {
        if (device.Provider is not (nameof(GpuProvider.Cuda) or nameof(GpuProvider.TensorRT)))
            return new(OrtAllocator.DefaultInstance, isOwn: false);
        using var pinned = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA_PINNED, OrtAllocatorType.DeviceAllocator, deviceId, OrtMemType.CpuOutput);
        return new(new OrtAllocator(session, pinned), isOwn: true);
    }

    public OrtMemoryAllocation Allocate(long bytes) =>
        bytes <= uint.MaxValue ? _allocator.Allocate((uint)bytes) : throw new InvalidOperationException($"The rows of one batch have {bytes} bytes; at most {uint.MaxValue} are possible. Set BatchSize to less.");

    public void Dispose()
    {
        if (_isOwn)
            _allocator.Dispose();
    }
}

/// <summary>Numbers in such memory. It grows as needed, and what was never written is 0.</summary>
internal sealed class OnnxBuffer<T>(OnnxMemory memory, TensorElementType type) : IDisposable
    where T : unmanaged
{
    private OrtMemoryAllocation? _allocation;
    private OrtValue? _whole;
    private int _length;

    /// <summary>The numbers from a place on; there is room for them.</summary>
    public Span<T> Span(int start, int length)
    {
        if (checked(start + length) > _length)
            Grow(start + length);
        return length == 0 ? [] : _whole!.GetTensorMutableDataAsSpan<T>().Slice(start, length);
    }

    /// <summary>A tensor over some of the numbers, without copying them.</summary>
    public OrtValue Tensor(int start, int length, long[] shape)
    {
        Span(start, length);
        return length == 0
            ? OrtValue.CreateTensorValueFromMemory(Array.Empty<T>(), shape)
            : OrtValue.CreateTensorValueWithData(memory.Info, type, shape, _allocation!.DangerousGetHandle() + (nint)((long)start * Unsafe.SizeOf<T>()), (long)length * Unsafe.SizeOf<T>());
    }

    public void Dispose()
    {
        _whole?.Dispose();
        _allocation?.Dispose();
        (_whole, _allocation, _length) = (null, null, 0);
    }

    private void Grow(int wanted)
    {
        var length = (int)Math.Max(wanted, Math.Min(2L * _length, Array.MaxLength));
        var bytes = (long)length * Unsafe.SizeOf<T>();
        var allocation = memory.Allocate(bytes);
        var whole = OrtValue.CreateTensorValueWithData(memory.Info, type, [length], allocation.DangerousGetHandle(), bytes);
        var numbers = whole.GetTensorMutableDataAsSpan<T>();
        if (_whole is not null)
            _whole.GetTensorDataAsSpan<T>().CopyTo(numbers);
        numbers[_length..].Clear();
        Dispose();
        (_whole, _allocation, _length) = (whole, allocation, length);
    }
}
