using System.Buffers;

namespace DeepRecipes.Kernels;

/// <summary>Scratch memory of a kernel, rented and given back: a warm kernel allocates nothing. Not cleared.</summary>
internal readonly ref struct Pooled<T>
{
    private readonly T[] array;
    private readonly int length;

    public Pooled(int length)
    {
        array = ArrayPool<T>.Shared.Rent(length);
        this.length = length;
    }

    public Span<T> Span => array.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}
