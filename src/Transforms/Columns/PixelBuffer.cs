using System.Buffers;

namespace DeepRecipes.Transforms;

/// <summary>Bytes that a worker uses again for every row; they go back to the pool with it.</summary>
internal sealed class PixelBuffer : IDisposable
{
    private byte[] _bytes = [];

    /// <summary>Room for so many bytes; what they hold is left over from before.</summary>
    public Span<byte> Take(int length)
    {
        if (_bytes.Length < length)
        {
            Dispose();
            _bytes = ArrayPool<byte>.Shared.Rent(length);
        }
        return _bytes.AsSpan(0, length);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
