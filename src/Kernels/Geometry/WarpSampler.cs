using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Reads an image at places between pixels: the loop every warp shares. Places come in fixed point with 5 fractional bits (nearest: whole pixels), weights are products of
/// 1/32, so the bilinear sum is exact in integers and equals OpenCV's.
/// </summary>
internal readonly ref struct WarpSampler(ReadOnlySpan<byte> source, ImageShape shape, Border border)
{
    public const int FractionBits = 5, FractionSize = 1 << FractionBits;
    private const int FractionMask = FractionSize - 1;

    private static readonly sbyte[] AcrossTable = Weights();
    private static readonly short[] DownTable = [.. Weights().Select(w => (short)w)];
    private readonly ReadOnlySpan<byte> _source = source;
    private readonly ImageShape _shape = shape;
    private readonly Border _border = border;

    public void Row(WarpInterpolation interpolation, ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        switch (interpolation)
        {
            case WarpInterpolation.Nearest: Nearest(xs, ys, row); break;
            case WarpInterpolation.Bilinear: Bilinear(xs, ys, row); break;
            default: Bicubic(xs, ys, row); break;
        }
    }

    private void Nearest(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        int channels = _shape.Channels;
        uint fill = _border.Packed;
        for (int i = 0, o = 0; i < xs.Length; i++, o += channels)
        {
            int x = Border.Index(xs[i], _shape.Width, _border.Mode), y = Border.Index(ys[i], _shape.Height, _border.Mode);
            if ((x | y) < 0)
                Put(row, o, channels, fill);
            else
                _source.Slice((y * _shape.Stride) + (x * channels), channels).CopyTo(row[o..]);
        }
    }

    private void Bilinear(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        int channels = _shape.Channels, i = 0;
        if (Sse41.IsSupported)
            i = Bilinear128(xs, ys, row);
        for (; i < xs.Length; i++)
            Edge(xs[i], ys[i], row.Slice(i * channels, channels));
    }

    // Four pixels a step. A pixel and its right neighbour lie in 8 bytes, the ones below in 8 more: one shuffle pairs left with right, one multiply-add blends across, a second down.
    private int Bilinear128(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        int channels = _shape.Channels, stride = _shape.Stride;
        Vector128<byte> pair = channels switch
        {
            1 => Vector128.Create((byte)0, 1, 8, 9, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
            2 => Vector128.Create((byte)0, 2, 8, 10, 1, 3, 9, 11, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
            3 => Vector128.Create((byte)0, 3, 8, 11, 1, 4, 9, 12, 2, 5, 10, 13, 0x80, 0x80, 0x80, 0x80),
            _ => Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15),
        };
        Vector128<byte> pack = channels switch
        {
            1 => Vector128.Create((byte)0, 4, 8, 12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
            2 => Vector128.Create((byte)0, 1, 4, 5, 8, 9, 12, 13, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
            3 => Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, 0x80),
            _ => Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
        };

        // Places whose 8 bytes could reach behind the last row's end go the other way.
        int lastX = _shape.Width - Math.Max(2, (8 + channels - 1) / channels), lastY = _shape.Height - 2;
        Vector128<uint> limitX = Vector128.Create((uint)Math.Max(lastX, -1)), limitY = Vector128.Create((uint)Math.Max(lastY, -1));
        bool anyInside = lastX >= 0 && lastY >= 0;
        ref byte s = ref MemoryMarshal.GetReference(_source);
        ref byte d = ref MemoryMarshal.GetReference(row);
        ref int px = ref MemoryMarshal.GetReference(xs);
        ref int py = ref MemoryMarshal.GetReference(ys);
        int i = 0;
        Span<byte> four = stackalloc byte[16];

        // A store writes 16 bytes for four pixels; near the row's end it would leave it.
        for (; i + 4 <= xs.Length; i += 4)
        {
            Vector128<int> x = Vector128.LoadUnsafe(ref px, (nuint)i), y = Vector128.LoadUnsafe(ref py, (nuint)i);
            Vector128<int> wholeX = x >> FractionBits, wholeY = y >> FractionBits;
            bool inside = anyInside && !Vector128.GreaterThanAny(wholeX.AsUInt32(), limitX) && !Vector128.GreaterThanAny(wholeY.AsUInt32(), limitY);
            Vector128<int> a, b, c, e;
            if (inside)
            {
                Vector128<int> at = (wholeY * stride) + (wholeX * channels);
                int fx = Unsafe.Add(ref px, i), fy = Unsafe.Add(ref py, i);
                a = Blend(Near(ref s, at[0], stride, pair), fx, fy);
                b = Blend(Near(ref s, at[1], stride, pair), Unsafe.Add(ref px, i + 1), Unsafe.Add(ref py, i + 1));
                c = Blend(Near(ref s, at[2], stride, pair), Unsafe.Add(ref px, i + 2), Unsafe.Add(ref py, i + 2));
                e = Blend(Near(ref s, at[3], stride, pair), Unsafe.Add(ref px, i + 3), Unsafe.Add(ref py, i + 3));
            }
            else
            {
                a = Far(Unsafe.Add(ref px, i), Unsafe.Add(ref py, i));
                b = Far(Unsafe.Add(ref px, i + 1), Unsafe.Add(ref py, i + 1));
                c = Far(Unsafe.Add(ref px, i + 2), Unsafe.Add(ref py, i + 2));
                e = Far(Unsafe.Add(ref px, i + 3), Unsafe.Add(ref py, i + 3));
            }

            Vector128<short> low = Sse2.PackSignedSaturate(a, b), high = Sse2.PackSignedSaturate(c, e);
            Vector128<byte> pixels = Ssse3.Shuffle(Sse2.PackUnsignedSaturate(low, high), pack);
            if ((i * channels) + 16 <= row.Length)
            {
                pixels.StoreUnsafe(ref d, (nuint)(i * channels));
            }
            else
            {
                pixels.CopyTo(four);
                four[..(4 * channels)].CopyTo(row[(i * channels)..]);
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Near(ref byte s, int at, int stride, Vector128<byte> pair)
    {
        ulong top = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref s, at)), bottom = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref s, at + stride));
        return Ssse3.Shuffle(Vector128.Create(top, bottom).AsByte(), pair);
    }

    // (top-left, top-right, bottom-left, bottom-right) of each channel in turn, to the channels' sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Blend(Vector128<byte> taps, int x, int y)
    {
        Vector128<sbyte> across = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(AcrossTable), (nuint)(16 * (x & FractionMask)));
        Vector128<short> down = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(DownTable), (nuint)(16 * (y & FractionMask)));
        return (Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(taps, across), down) + Vector128.Create(512)) >>> (2 * FractionBits);
    }

    // A place that touches the border, or may: each tap is looked up on its own.
    private Vector128<int> Far(int x, int y)
    {
        int wholeX = x >> FractionBits, wholeY = y >> FractionBits;
        int x0 = Border.Index(wholeX, _shape.Width, _border.Mode), x1 = Border.Index(wholeX + 1, _shape.Width, _border.Mode);
        int y0 = Border.Index(wholeY, _shape.Height, _border.Mode), y1 = Border.Index(wholeY + 1, _shape.Height, _border.Mode);
        Vector128<byte> taps = Vector128.Create(Tap(x0, y0), Tap(x1, y0), Tap(x0, y1), Tap(x1, y1)).AsByte();
        Vector128<byte> byChannel = Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        return Blend(Ssse3.Shuffle(taps, byChannel), x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Tap(int x, int y)
    {
        if ((x | y) < 0)
            return _border.Packed;
        int at = (y * _shape.Stride) + (x * _shape.Channels);
        if (at + 4 <= _source.Length)
            return Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_source), at));
        uint pixel = 0;
        for (int c = 0; c < _shape.Channels; c++)
            pixel |= (uint)_source[at + c] << (8 * c);
        return pixel;
    }

    private void Edge(int x, int y, Span<byte> pixel)
    {
        int wholeX = x >> FractionBits, wholeY = y >> FractionBits, fx = x & FractionMask, fy = y & FractionMask;
        int x0 = Border.Index(wholeX, _shape.Width, _border.Mode), x1 = Border.Index(wholeX + 1, _shape.Width, _border.Mode);
        int y0 = Border.Index(wholeY, _shape.Height, _border.Mode), y1 = Border.Index(wholeY + 1, _shape.Height, _border.Mode);
        uint tl = Tap(x0, y0), tr = Tap(x1, y0), bl = Tap(x0, y1), br = Tap(x1, y1);
        for (int c = 0; c < pixel.Length; c++)
        {
            int shift = 8 * c;
            int top = ((byte)(tl >> shift) * (FractionSize - fx)) + ((byte)(tr >> shift) * fx);
            int bottom = ((byte)(bl >> shift) * (FractionSize - fx)) + ((byte)(br >> shift) * fx);
            pixel[c] = (byte)(((top * (FractionSize - fy)) + (bottom * fy) + 512) >> (2 * FractionBits));
        }
    }

    private void Bicubic(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        int channels = _shape.Channels;
        Span<int> columns = stackalloc int[4];
        Span<int> sums = stackalloc int[4];
        for (int i = 0; i < xs.Length; i++)
        {
            ReadOnlySpan<short> weights = BicubicWeights.At(xs[i] & FractionMask, ys[i] & FractionMask);
            int x = (xs[i] >> FractionBits) - 1, y = (ys[i] >> FractionBits) - 1;
            for (int k = 0; k < 4; k++)
                columns[k] = Border.Index(x + k, _shape.Width, _border.Mode);
            sums.Fill(1 << 14);
            for (int k = 0; k < 4; k++)
            {
                int line = Border.Index(y + k, _shape.Height, _border.Mode);
                for (int j = 0; j < 4; j++)
                {
                    uint tap = Tap(columns[j], line);
                    int weight = weights[(4 * k) + j];
                    for (int c = 0; c < channels; c++)
                        sums[c] += (byte)(tap >> (8 * c)) * weight;
                }
            }

            for (int c = 0; c < channels; c++)
                row[(i * channels) + c] = Saturate.ToByte(sums[c] >> 15);
        }
    }

    private static void Put(Span<byte> row, int at, int channels, uint pixel)
    {
        for (int c = 0; c < channels; c++)
            row[at + c] = (byte)(pixel >> (8 * c));
    }

    // 32 rows of 16 weights: (32 - f, f) over and over.
    private static sbyte[] Weights()
    {
        var table = new sbyte[FractionSize * 16];
        for (int i = 0; i < table.Length; i++)
            table[i] = (sbyte)(i % 2 == 0 ? FractionSize - (i / 16) : i / 16);
        return table;
    }
}
