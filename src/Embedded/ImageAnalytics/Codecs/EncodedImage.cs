using System.Buffers;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The encoded bytes of one image in a rented buffer. The file is closed again before anything is decoded.</summary>
internal struct EncodedImage : IDisposable
{
    private const int StreamChunk = 1 << 16;

    private byte[] _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    public static EncodedImage FromFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return FromStream(file);
    }

    public static EncodedImage FromStream(Stream stream)
    {
        var expected = stream.CanSeek ? stream.Length - stream.Position : StreamChunk;
        if (expected >= Array.MaxLength)
            throw new ImageFormatException($"{expected} bytes are more than an image file may have.");

        // One byte more than expected, so that the end is met without growing.
        var result = new EncodedImage { _rented = ArrayPool<byte>.Shared.Rent((int)Math.Max(expected, 0) + 1) };
        try
        {
            while (true)
            {
                var read = stream.Read(result._rented, result._length, result._rented.Length - result._length);
                if (read == 0)
                    return result;
                result._length += read;
                if (result._length == result._rented.Length)
                    result.Grow();
            }
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_rented is null)
            return;
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _length = 0;
    }

    private void Grow()
    {
        if (_length == Array.MaxLength)
            throw new ImageFormatException($"more than {Array.MaxLength} bytes are more than an image file may have.");
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _length, Array.MaxLength));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
    }
}
