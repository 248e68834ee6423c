using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Bytes to interpolated floats 0..255, a row at a time: what the fused resize steps share. The formula is the same in every width: first down, then across, each
/// <c>a + (b - a) f</c> with every step rounded.
/// </summary>
internal readonly ref struct BilinearToFloat
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly ImageShape _shape;
    private readonly Span<int> _offset;
    private readonly Span<float> _fractionX;
    private readonly Span<int> _rowIndex;
    private readonly Span<float> _fractionY;

    /// <summary>Fills the tables of both axes into <paramref name="ints"/> and <paramref name="floats"/>, each <c>width + height</c> long.</summary>
    public BilinearToFloat(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<int> ints, Span<float> floats)
    {
        _source = source;
        _shape = shape;
        _offset = ints[..width];
        _rowIndex = ints.Slice(width, height);
        _fractionX = floats[..width];
        _fractionY = floats.Slice(width, height);
        LinearAxis.FillClamped(shape.Width, width, _offset, _fractionX);
        LinearAxis.FillClamped(shape.Height, height, _rowIndex, _fractionY);
        for (int x = 0; x < width; x++)
            _offset[x] *= shape.Channels;
    }

    /// <summary>Row <paramref name="y"/> of the target, four floats a pixel: the channels, and whatever the registers held behind them.</summary>
    public void Row(int y, Span<float> row)
    {
        ReadOnlySpan<byte> upper = Lines(y, out ReadOnlySpan<byte> lower);
        float down = _fractionY[y];
        int x = 0;
        if (Avx2.IsSupported && _shape.Channels >= 3)
        {
            ref byte u = ref MemoryMarshal.GetReference(upper), l = ref MemoryMarshal.GetReference(lower);
            ref int o = ref MemoryMarshal.GetReference(_offset);
            ref float f = ref MemoryMarshal.GetReference(_fractionX), d = ref MemoryMarshal.GetReference(row);
            Vector256<int> right = RightNeighbour(_shape.Channels);
            Vector256<float> weight = Vector256.Create(down);
            int last = lower.Length - 8, width = _offset.Length;
            for (; x < width && Unsafe.Add(ref o, x) <= last; x++)
                Pixel(ref u, ref l, Unsafe.Add(ref o, x), Unsafe.Add(ref f, x), weight, right).StoreUnsafe(ref d, (nuint)(4 * x));
        }

        for (; x < _offset.Length; x++)
        {
            for (int c = 0; c < _shape.Channels; c++)
                row[(4 * x) + c] = Sample(upper, lower, x, c, down);
        }
    }

    /// <summary>Row <paramref name="y"/> of the target into three planes, scaled and shifted: four pixels are made, turned, and leave as four samples of each plane.</summary>
    public void RowToPlanes(int y, in ChannelNormalization n, bool swapRedBlue, Span<float> planes, int planeLength)
    {
        ReadOnlySpan<byte> upper = Lines(y, out ReadOnlySpan<byte> lower);
        float down = _fractionY[y];
        int x = 0, first = swapRedBlue ? 2 : 0;
        if (Avx2.IsSupported)
        {
            ref byte u = ref MemoryMarshal.GetReference(upper), l = ref MemoryMarshal.GetReference(lower);
            ref int o = ref MemoryMarshal.GetReference(_offset);
            ref float f = ref MemoryMarshal.GetReference(_fractionX);
            ref float d0 = ref MemoryMarshal.GetReference(planes);
            ref float d1 = ref Unsafe.Add(ref d0, planeLength), d2 = ref Unsafe.Add(ref d1, planeLength);
            Vector256<int> right = RightNeighbour(_shape.Channels);
            Vector256<float> weight = Vector256.Create(down);
            Vector128<float> scale0 = Vector128.Create(n.Scale0), scale1 = Vector128.Create(n.Scale1), scale2 = Vector128.Create(n.Scale2);
            Vector128<float> offset0 = Vector128.Create(n.Offset0), offset1 = Vector128.Create(n.Offset1), offset2 = Vector128.Create(n.Offset2);
            int last = lower.Length - 8, width = _offset.Length;
            if (Avx512F.IsSupported)
                x = Quads(ref u, ref l, ref o, ref f, down, last, n, swapRedBlue, ref d0, planeLength);

            // Offsets rise, so the fourth pixel decides for all.
            for (; x + 4 <= width && Unsafe.Add(ref o, x + 3) <= last; x += 4)
            {
                Vector128<uint> a = Pixel(ref u, ref l, Unsafe.Add(ref o, x), Unsafe.Add(ref f, x), weight, right).AsUInt32();
                Vector128<uint> b = Pixel(ref u, ref l, Unsafe.Add(ref o, x + 1), Unsafe.Add(ref f, x + 1), weight, right).AsUInt32();
                Vector128<uint> c = Pixel(ref u, ref l, Unsafe.Add(ref o, x + 2), Unsafe.Add(ref f, x + 2), weight, right).AsUInt32();
                Vector128<uint> e = Pixel(ref u, ref l, Unsafe.Add(ref o, x + 3), Unsafe.Add(ref f, x + 3), weight, right).AsUInt32();
                Vector128<ulong> ab = Interleave.Low(a, b).AsUInt64(), ce = Interleave.Low(c, e).AsUInt64();
                Vector128<float> p0 = Interleave.Low(ab, ce).AsSingle(), p1 = Interleave.High(ab, ce).AsSingle();
                Vector128<float> p2 = Interleave.Low(Interleave.High(a, b).AsUInt64(), Interleave.High(c, e).AsUInt64()).AsSingle();
                if (swapRedBlue)
                    (p0, p2) = (p2, p0);
                ((p0 * scale0) + offset0).StoreUnsafe(ref d0, (nuint)x);
                ((p1 * scale1) + offset1).StoreUnsafe(ref d1, (nuint)x);
                ((p2 * scale2) + offset2).StoreUnsafe(ref d2, (nuint)x);
            }
        }

        for (; x < _offset.Length; x++)
        {
            planes[x] = (Sample(upper, lower, x, first, down) * n.Scale0) + n.Offset0;
            planes[x + planeLength] = (Sample(upper, lower, x, 1, down) * n.Scale1) + n.Offset1;
            planes[x + (2 * planeLength)] = (Sample(upper, lower, x, 2 - first, down) * n.Scale2) + n.Offset2;
        }
    }

    // Four pixels at once: two and two lie in a register, each with its right neighbour. They are blended down; one permutation takes the left pixels' channels by planes,
    // another the neighbours', and what is blended across of them is four samples of each plane. The same steps as below, and the same bits.
    private int Quads(ref byte u, ref byte l, ref int o, ref float f, float down, int last, in ChannelNormalization n, bool swapRedBlue, ref float planes, int planeLength)
    {
        int x = 0, channels = _shape.Channels, first = swapRedBlue ? 2 : 0;
        Vector512<int> fromLeft = ByPlanes(first, 1, 2 - first), fromRight = fromLeft + Vector512.Create(channels);
        Vector512<float> weight = Vector512.Create(down);
        Vector512<float> scale = Planes(n.Scale0, n.Scale1, n.Scale2), offset = Planes(n.Offset0, n.Offset1, n.Offset2);
        ref float d1 = ref Unsafe.Add(ref planes, planeLength), d2 = ref Unsafe.Add(ref d1, planeLength);
        for (; x + 4 <= _offset.Length && Unsafe.Add(ref o, x + 3) <= last; x += 4)
        {
            ref int at = ref Unsafe.Add(ref o, x);
            Vector512<float> a = Pair(ref u, ref l, at, Unsafe.Add(ref at, 1), weight), b = Pair(ref u, ref l, Unsafe.Add(ref at, 2), Unsafe.Add(ref at, 3), weight);
            Vector512<float> left = Avx512F.PermuteVar16x32x2(a, fromLeft, b), beside = Avx512F.PermuteVar16x32x2(a, fromRight, b);
            Vector128<float> four = Vector128.LoadUnsafe(ref f, (nuint)x);
            Vector256<float> eight = Vector256.Create(four, four);
            Vector512<float> across = left + ((beside - left) * Vector512.Create(eight, eight));
            Vector512<float> result = (across * scale) + offset;
            result.GetLower().GetLower().StoreUnsafe(ref planes, (nuint)x);
            result.GetLower().GetUpper().StoreUnsafe(ref d1, (nuint)x);
            result.GetUpper().GetLower().StoreUnsafe(ref d2, (nuint)x);
        }

        return x;

        // Where the channels of four pixels stand in two registers; the fourth plane is not looked at.
        static Vector512<int> ByPlanes(int c0, int c1, int c2)
        {
            Vector128<int> pixels = Vector128.Create(0, 8, 16, 24);
            return Vector512.Create(
                Vector256.Create(pixels + Vector128.Create(c0), pixels + Vector128.Create(c1)), Vector256.Create(pixels + Vector128.Create(c2), pixels + Vector128.Create(c2)));
        }

        static Vector512<float> Planes(float c0, float c1, float c2) =>
            Vector512.Create(Vector256.Create(Vector128.Create(c0), Vector128.Create(c1)), Vector256.Create(Vector128.Create(c2), Vector128.Create(c2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pair(ref byte upper, ref byte lower, int first, int second, Vector512<float> down)
    {
        Vector512<float> t = Widen(ref upper, first, second), b = Widen(ref lower, first, second);
        return t + ((b - t) * down);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(ref byte row, int first, int second) => Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(
        Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, first)), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, second))).AsByte()));

    // A pixel and its right neighbour lie in eight bytes: eight floats, blended down; then the neighbour's are moved to the front and blended across.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pixel(ref byte upper, ref byte lower, int at, float fraction, Vector256<float> down, Vector256<int> right)
    {
        Vector256<float> t = Widen(ref Unsafe.Add(ref upper, at)), b = Widen(ref Unsafe.Add(ref lower, at));
        Vector256<float> column = t + ((b - t) * down);
        Vector128<float> left = column.GetLower(), beside = Avx2.PermuteVar8x32(column, right).GetLower();
        return left + ((beside - left) * Vector128.Create(fraction));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(ref byte first) =>
        Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref first)).AsByte()));

    private static Vector256<int> RightNeighbour(int channels) => channels == 3 ? Vector256.Create(3, 4, 5, 6, 3, 4, 5, 6) : Vector256.Create(4, 5, 6, 7, 4, 5, 6, 7);

    private float Sample(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, int x, int c, float down)
    {
        int at = _offset[x] + c;

        // Beyond the last column there is nothing; its weight is 0.
        float fraction = _fractionX[x];
        int next = fraction == 0f ? at : at + _shape.Channels;
        float left = upper[at] + ((lower[at] - upper[at]) * down), beside = upper[next] + ((lower[next] - upper[next]) * down);
        return left + ((beside - left) * fraction);
    }

    private ReadOnlySpan<byte> Lines(int y, out ReadOnlySpan<byte> lower)
    {
        int row = _rowIndex[y];
        lower = _source[(Math.Min(row + 1, _shape.Height - 1) * _shape.Stride)..];
        return _source[(row * _shape.Stride)..];
    }
}
