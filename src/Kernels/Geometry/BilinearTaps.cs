using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>Four pixels around a place, with weights that are products of 1/32: the sum is exact in integers and equals OpenCV's.</summary>
internal readonly ref struct BilinearTaps(WarpSource source) : IWarpTaps
{
    private const int Bits = WarpSampler.FractionBits, One = WarpSampler.FractionSize, Mask = WarpSampler.FractionMask;
    private const int Step = 8, Ahead = 160;

    private readonly WarpSource _source = source;

    // Two pixels side by side are read as 8 bytes, which must not reach behind the row: it could be the last.
    public PlaceWindow Inside => new(0, (_source.Shape.Width - Math.Max(1, 7 / _source.Shape.Channels)) << Bits, (_source.Shape.Height - 1) << Bits);

    public PlaceWindow Touching => new(One, (_source.Shape.Width + 1) << Bits, (_source.Shape.Height + 1) << Bits);

    public int FoldUnit => One;

    // Eight pixels a step, as four pairs (i, i + 4), so that packing the pairs in each half of the registers puts the pixels in order. The last step goes back, so that it too has eight.
    public void Run(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        int channels = _source.Shape.Channels, count = xs.Length;
        if (count < Step)
        {
            for (int i = 0; i < count; i++)
                WarpSource.Put(Pixel(xs[i], ys[i]), row.Slice(i * channels, channels));
            return;
        }

        Vector128<byte> byChannel = ByChannel(channels), packed = Packed(channels);
        ref byte upper = ref MemoryMarshal.GetReference(_source.Pixels);
        ref byte lower = ref Unsafe.Add(ref upper, _source.Shape.Stride);
        ref byte d = ref MemoryMarshal.GetReference(row);
        ref int px = ref MemoryMarshal.GetReference(xs);
        ref int py = ref MemoryMarshal.GetReference(ys);
        Vector256<int> stride = Vector256.Create(_source.Shape.Stride), pixel = Vector256.Create(channels);
        Span<int> places = stackalloc int[Step];
        ref int at = ref MemoryMarshal.GetReference(places);
        for (int next = 0; next < count; next += Step)
        {
            int i = Math.Min(next, count - Step);

            int ahead = Math.Min(i + Ahead, count - 1);
            _source.Prefetch(Unsafe.Add(ref px, ahead) >> Bits, (Unsafe.Add(ref py, ahead) >> Bits) + 1);
            Vector256<int> x = Vector256.LoadUnsafe(ref px, (nuint)i), y = Vector256.LoadUnsafe(ref py, (nuint)i);
            (((y >> Bits) * stride) + ((x >> Bits) * pixel)).StoreUnsafe(ref at);
            Vector256<byte> across = Across(x & Vector256.Create(Mask)).AsByte(), down = Down(y & Vector256.Create(Mask)).AsByte();
            Vector256<int> a = Blend(Near(ref upper, ref lower, ref at, 0), byChannel, across, down, Lane(0));
            Vector256<int> b = Blend(Near(ref upper, ref lower, ref at, 1), byChannel, across, down, Lane(1));
            Vector256<int> c = Blend(Near(ref upper, ref lower, ref at, 2), byChannel, across, down, Lane(2));
            Vector256<int> e = Blend(Near(ref upper, ref lower, ref at, 3), byChannel, across, down, Lane(3));
            Vector256<byte> pixels = ByteLanes.ShuffleHalves(ByteLanes.HalvesToBytes(a, b, c, e), packed);
            Store(pixels.GetLower(), ref d, i * channels, row.Length, 4 * channels);
            Store(pixels.GetUpper(), ref d, (i + 4) * channels, row.Length, 4 * channels);
        }
    }

    public uint Pixel(int x, int y)
    {
        int wholeX = x >> Bits, wholeY = y >> Bits, width = _source.Shape.Width, height = _source.Shape.Height;
        BorderMode mode = _source.Border.Mode;
        int x0 = Border.Index(wholeX, width, mode), x1 = Border.Index(wholeX + 1, width, mode);
        int y0 = Border.Index(wholeY, height, mode), y1 = Border.Index(wholeY + 1, height, mode);
        uint topLeft = _source.Inside(x0, y0), topRight = _source.Inside(x1, y0), bottomLeft = _source.Inside(x0, y1), bottomRight = _source.Inside(x1, y1);
        int fx = x & Mask, fy = y & Mask;
        uint result = 0;
        for (int shift = 0; shift < 32; shift += 8)
        {
            int top = ((byte)(topLeft >> shift) * (One - fx)) + ((byte)(topRight >> shift) * fx);
            int bottom = ((byte)(bottomLeft >> shift) * (One - fx)) + ((byte)(bottomRight >> shift) * fx);
            result |= (uint)(((top * (One - fy)) + (bottom * fy) + 512) >> (2 * Bits)) << shift;
        }

        return result;
    }

    // Pixels i and i + 4 with their neighbours: two above, two below.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Near(ref byte upper, ref byte lower, ref int at, int i)
    {
        int first = Unsafe.Add(ref at, i), second = Unsafe.Add(ref at, i + 4);
        return Vector256.Create(
            Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref upper, first)), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref lower, first))),
            Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref upper, second)), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref lower, second)))).AsByte();
    }

    // Bytes (32 - f, f) twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Across(Vector256<int> f)
    {
        Vector256<int> weights = Vector256.Create(One) + (f << 8) - f;
        return weights | (weights << 16);
    }

    // Shorts (32 - f, f).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Down(Vector256<int> f) => Vector256.Create(One) + (f << 16) - f;

    // The taps to (top-left, top-right, bottom-left, bottom-right) of each channel in turn; these times the weights of the pair in question to the channels' values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Blend(Vector256<byte> taps, Vector128<byte> byChannel, Vector256<byte> across, Vector256<byte> down, Vector128<byte> lane)
    {
        Vector256<short> rows = MultiplyAdd.Adjacent(ByteLanes.ShuffleHalves(taps, byChannel), ByteLanes.ShuffleHalves(across, lane).AsSByte());
        return (MultiplyAdd.Adjacent(rows, ByteLanes.ShuffleHalves(down, lane).AsInt16()) + Vector256.Create(512)) >>> (2 * Bits);
    }

    // 16 bytes of which the first count; where there is no room for the others, one by one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> pixels, ref byte row, int at, int length, int count)
    {
        if (at + 16 <= length)
        {
            pixels.StoreUnsafe(ref row, (nuint)at);
            return;
        }

        for (int k = 0; k < count; k++)
            Unsafe.Add(ref row, at + k) = pixels[k];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Lane(byte i) => Vector128.Create(0x03020100 + (0x04040404 * i)).AsByte();

    private static Vector128<byte> ByChannel(int channels) => channels switch
    {
        1 => Vector128.Create((byte)0, 1, 8, 9, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
        2 => Vector128.Create((byte)0, 2, 8, 10, 1, 3, 9, 11, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
        3 => Vector128.Create((byte)0, 3, 8, 11, 1, 4, 9, 12, 2, 5, 10, 13, 0x80, 0x80, 0x80, 0x80),
        _ => Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15),
    };

    private static Vector128<byte> Packed(int channels) => channels switch
    {
        1 => Vector128.Create((byte)0, 4, 8, 12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
        2 => Vector128.Create((byte)0, 1, 4, 5, 8, 9, 12, 13, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
        3 => Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, 0x80),
        _ => Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    };
}
