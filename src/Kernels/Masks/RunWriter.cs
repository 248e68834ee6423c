using System.Buffers;

namespace DeepRecipes.Kernels;

/// <summary>Puts runs of inside pixels together to a mask, in the order of the mask's columns. Runs that touch become one. To be ended by <see cref="ToMask"/>.</summary>
internal ref struct RunWriter(int height, int width)
{
    private uint[] _counts = ArrayPool<uint>.Shared.Rent(64);
    private int _length;
    private long _end;

    /// <summary>Adds a run.</summary>
    /// <param name="start">Its first pixel, counted column after column; not before the end of the run before.</param>
    /// <param name="length">Its pixels; a run without any changes nothing.</param>
    public void Add(long start, long length)
    {
        if (length == 0)
            return;
        if (start == _end && _length > 0)
        {
            _counts[_length - 1] += (uint)length;
        }
        else
        {
            Append((uint)(start - _end));
            Append((uint)length);
        }

        _end = start + length;
    }

    /// <summary>Adds a run of one column.</summary>
    public void Add(int column, int firstRow, int endRow) => Add(((long)column * height) + firstRow, endRow - firstRow);

    /// <summary>The mask of what was added. The writer is done with.</summary>
    public RleMask ToMask()
    {
        long rest = ((long)height * width) - _end;
        if (rest > 0)
            Append((uint)rest);
        uint[] counts = _counts.AsSpan(0, _length).ToArray();
        ArrayPool<uint>.Shared.Return(_counts);
        return RleMask.FromTrusted(height, width, counts);
    }

    private void Append(uint count)
    {
        if (_length == _counts.Length)
        {
            uint[] larger = ArrayPool<uint>.Shared.Rent(2 * _length);
            _counts.CopyTo(larger, 0);
            ArrayPool<uint>.Shared.Return(_counts);
            _counts = larger;
        }

        _counts[_length++] = count;
    }
}
