using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>Numbers that a network reads without copying them first. It grows as needed, and what was never written is 0.</summary>
internal abstract class OnnxBuffer<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The numbers from the first on; there is room for so many.</summary>
    public abstract Span<T> Upto(int length);

    /// <summary>A tensor over some of the numbers.</summary>
    public abstract OrtValue Tensor(int start, int length, long[] shape);

    public abstract void Dispose();
}

/// <summary>Numbers in an array. On the processor it is a little better than memory of the runtime's: the garbage collector's pages are larger.</summary>
internal sealed class ArrayBuffer<T> : OnnxBuffer<T>
    where T : unmanaged
{
    private T[] _numbers = [];

    public override Span<T> Upto(int length)
    {
        if (length > _numbers.Length)
            Array.Resize(ref _numbers, (int)Math.Max(length, Math.Min(2L * _numbers.Length, Array.MaxLength)));
        return _numbers.AsSpan(0, length);
    }

    public override OrtValue Tensor(int start, int length, long[] shape)
    {
        Upto(checked(start + length));
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _numbers.AsMemory(start, length), shape);
    }

    public override void Dispose() => _numbers = [];
}

/// <summary>Numbers in memory of an allocator.</summary>
internal sealed class AllocatedBuffer<T>(OrtAllocator allocator, TensorElementType type) : OnnxBuffer<T>
    where T : unmanaged
{
    private readonly OrtMemoryInfo _info = allocator.Info;
    private OrtMemoryAllocation? _allocation;
    private OrtValue? _whole;
    private int _length;

    public override Span<T> Upto(int length)
    {
        if (length > _length)
            Grow((int)Math.Max(length, Math.Min(2L * _length, Array.MaxLength)));
        return length == 0 ? [] : _whole!.GetTensorMutableDataAsSpan<T>()[..length];
    }

    public override OrtValue Tensor(int start, int length, long[] shape)
    {
        Upto(checked(start + length));
        return length == 0
            ? OrtValue.CreateTensorValueFromMemory(Array.Empty<T>(), shape)
            : OrtValue.CreateTensorValueWithData(_info, type, shape, _allocation!.DangerousGetHandle() + (start * (nint)Unsafe.SizeOf<T>()), (long)length * Unsafe.SizeOf<T>());
    }

    public override void Dispose()
    {
        _whole?.Dispose();
        _allocation?.Dispose();
        (_whole, _allocation, _length) = (null, null, 0);
    }

    private void Grow(int length)
    {
        var bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes > uint.MaxValue)
            throw new InvalidOperationException($"The rows of one run have {bytes} bytes; at most {uint.MaxValue} are possible. Set {nameof(OnnxScore.BatchSize)} to less.");
        var allocation = allocator.Allocate((uint)bytes);
        var whole = OrtValue.CreateTensorValueWithData(_info, type, [length], allocation.DangerousGetHandle(), bytes);
        var numbers = whole.GetTensorMutableDataAsSpan<T>();
        Upto(_length).CopyTo(numbers);
        numbers[_length..].Clear();
        Dispose();
        (_whole, _allocation, _length) = (whole, allocation, length);
    }
}
