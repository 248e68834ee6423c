using System.Buffers;

namespace DeepRecipes.Kernels;

/// <summary>Scratch memory of a kernel, rented and given back: a warm kernel allocates nothing. Not cleared.</summary>
internal readonly ref struct Pooled<T>
{
    private readonly T[] _array;
    private readonly int _length;

    public Pooled(int length)
    {
        _array = ArrayPool<T>.Shared.Rent(length);
        _length = length;
    }

    public Span<T> Span => _array.AsSpan(0, _length);

    public void Dispose() => ArrayPool<T>.Shared.Return(_array);
}
