using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Rows of an image through the tables of the four tiles around each pixel, blended in floats. First the lookups, for the pixels between two tile centres together (their tables are the
/// same: with AVX-512 VBMI they stay in registers, and 64 pixels are looked up at once), into four rows; then the blend, 16 pixels at a time over the whole row.
/// </summary>
internal readonly ref struct ClaheRows : IDisposable
{
    // A lookup or a blend may run this far beyond the row's end.
    private const int Slack = 64;

    private readonly int _width, _stride, _tileWidth, _tilesX;
    private readonly Pooled<byte> _rows;
    private readonly Pooled<float> _weights;
    private readonly Pooled<int> _ends;

    public ClaheRows(int width, int tileWidth, int tilesX)
    {
        (_width, _tileWidth, _tilesX) = (width, tileWidth, tilesX);
        _stride = width + Slack;
        _rows = new Pooled<byte>(5 * _stride);
        _weights = new Pooled<float>(2 * _stride);
        _ends = new Pooled<int>(tilesX + 1);
        float inverse = 1f / tileWidth;
        Span<float> more = _weights.Span[_stride..];
        _ends.Span.Clear();
        for (int x = 0; x < width; x++)
        {
            // The span of this column is numbered by the tile to its right; the weights of left and right.
            float at = (x * inverse) - 0.5f;
            int left = (int)MathF.Floor(at);
            more[x] = at - left;
            _weights.Span[x] = 1f - more[x];
            _ends.Span[left + 1] = x + 1;
        }
    }

    /// <summary>May run in place.</summary>
    public void Run(ReadOnlySpan<byte> source, ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, float down, Span<byte> destination)
    {
        Span<byte> rows = _rows.Span, values = rows[(4 * _stride)..];
        source.CopyTo(values);
        for (int right = 0, x = 0; right <= _tilesX && x < _width; right++)
        {
            int end = _ends.Span[right], a = Math.Max(right - 1, 0) * 256, b = Math.Min(right, _tilesX - 1) * 256;
            Look(values[x..], end - x, upper.Slice(a, 256), upper.Slice(b, 256), lower.Slice(a, 256), lower.Slice(b, 256), rows[x..]);
            x = end;
        }

        Blend(down, destination);
    }

    // From left to right: what reaches beyond the span is written again by the next.
    private void Look(ReadOnlySpan<byte> values, int count, ReadOnlySpan<byte> upperLeft, ReadOnlySpan<byte> upperRight, ReadOnlySpan<byte> lowerLeft, ReadOnlySpan<byte> lowerRight, Span<byte> rows)
    {
        ref byte s = ref MemoryMarshal.GetReference(values), d = ref MemoryMarshal.GetReference(rows);
        if (Avx512Vbmi.IsSupported)
        {
            var a = new LookupDriver.Table512(upperLeft);
            var b = new LookupDriver.Table512(upperRight);
            var c = new LookupDriver.Table512(lowerLeft);
            var e = new LookupDriver.Table512(lowerRight);
            for (int i = 0; i < count; i += Slack)
            {
                Vector512<byte> v = Vector512.LoadUnsafe(ref s, (nuint)i);
                a.Look(v).StoreUnsafe(ref d, (nuint)i);
                b.Look(v).StoreUnsafe(ref d, (nuint)(i + _stride));
                c.Look(v).StoreUnsafe(ref d, (nuint)(i + (2 * _stride)));
                e.Look(v).StoreUnsafe(ref d, (nuint)(i + (3 * _stride)));
            }
        }
        else
        {
            ref byte a = ref MemoryMarshal.GetReference(upperLeft), b = ref MemoryMarshal.GetReference(upperRight), c = ref MemoryMarshal.GetReference(lowerLeft), e = ref MemoryMarshal.GetReference(lowerRight);
            for (nint i = 0; i < count; i++)
            {
                nint v = Unsafe.Add(ref s, i);
                Unsafe.Add(ref d, i) = Unsafe.Add(ref a, v);
                Unsafe.Add(ref d, i + _stride) = Unsafe.Add(ref b, v);
                Unsafe.Add(ref d, i + (2 * _stride)) = Unsafe.Add(ref c, v);
                Unsafe.Add(ref d, i + (3 * _stride)) = Unsafe.Add(ref e, v);
            }
        }
    }

    // The weights of a pixel sum to 1 and no level is above 255, so that nothing needs to be saturated: adding 2^23 rounds half to even and leaves the level in the low byte.
    private void Blend(float down, Span<byte> destination)
    {
        ref byte r = ref MemoryMarshal.GetReference(_rows.Span), d = ref MemoryMarshal.GetReference(destination);
        ref float w = ref MemoryMarshal.GetReference(_weights.Span);
        int stride = _stride, i = 0;
        Vector512<float> wu = Vector512.Create(1f - down), wd = Vector512.Create(down);
        for (; i < destination.Length; i += 16)
        {
            Vector512<float> left = Vector512.LoadUnsafe(ref w, (nuint)i), right = Vector512.LoadUnsafe(ref w, (nuint)(i + stride));
            Vector512<float> top = (Levels(ref r, i) * left) + (Levels(ref r, i + stride) * right);
            Vector512<float> bottom = (Levels(ref r, i + (2 * stride)) * left) + (Levels(ref r, i + (3 * stride)) * right);
            Vector128<byte> result = ByteLanes.ToBytes(((top * wu) + (bottom * wd) + Vector512.Create(8388608f)).AsUInt32());
            if (i + 16 <= destination.Length)
                result.StoreUnsafe(ref d, (nuint)i);
            else
                Part(result, destination[i..]);
        }
    }

    private static void Part(Vector128<byte> result, Span<byte> destination)
    {
        Span<byte> whole = stackalloc byte[16];
        result.CopyTo(whole);
        whole[..destination.Length].CopyTo(destination);
    }

    private static Vector512<float> Levels(ref byte looked, int at) => ByteLanes.ToSingle512(Vector128.LoadUnsafe(ref looked, (nuint)at));

    public void Dispose()
    {
        _rows.Dispose();
        _weights.Dispose();
        _ends.Dispose();
    }
}
