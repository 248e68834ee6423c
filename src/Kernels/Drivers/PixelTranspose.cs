using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Writes source column x as destination row x, in tiles whose columns stay in the first-level cache. Strides are in bytes and may be negative: a source read
/// from its last row, or a destination written from its last row, makes of the transpose the two quarter turns and the anti-transpose.
/// </summary>
internal static class PixelTranspose
{
    // Down a source column, along a destination row: of the lines that a block's column touches, the first-level cache still holds those of 512 rows when the next block comes to them.
    private const int Tile = 512;

    public static void Run(ref byte source, int sourceStride, ref byte destination, int destinationStride, int width, int height, int pixelBytes)
    {
        for (int y = 0; y < height; y += Tile)
        {
            int rows = Math.Min(Tile, height - y);
            for (int x = 0; x < width; x += Tile)
            {
                ref byte s = ref Unsafe.Add(ref source, ((nint)y * sourceStride) + ((nint)x * pixelBytes));
                ref byte d = ref Unsafe.Add(ref destination, ((nint)x * destinationStride) + ((nint)y * pixelBytes));
                int columns = Math.Min(Tile, width - x);

                // A block of three-byte pixels loads and stores 16 bytes for 12: the bytes beyond are the neighbour's, which is written later,
                // but at the image's edge there is none: two pixels must follow the block, in the tile or behind it.
                int spareX = pixelBytes == 3 ? Math.Max(0, 2 - (width - x - columns)) : 0;
                int spareY = pixelBytes == 3 ? Math.Max(0, 2 - (height - y - rows)) : 0;
                OneTile(ref s, sourceStride, ref d, destinationStride, columns, rows, spareX, spareY, pixelBytes);
            }
        }
    }

    private static void OneTile(ref byte s, int sourceStride, ref byte d, int destinationStride, int width, int height, int spareX, int spareY, int pixelBytes)
    {
        int block = 1;
        if (Vector128.IsHardwareAccelerated)
            block = pixelBytes switch { 1 => 16, 3 or 4 => 4, _ => 1 };
        int wholeX = 0, wholeY = 0;
        if (block > 1)
        {
            wholeX = Math.Max(0, (width - spareX) / block * block);
            wholeY = Math.Max(0, (height - spareY) / block * block);
            for (int x = 0; x < wholeX; x += block)
            {
                for (int y = 0; y < wholeY; y += block)
                {
                    ref byte from = ref Unsafe.Add(ref s, ((nint)y * sourceStride) + (x * pixelBytes));
                    ref byte to = ref Unsafe.Add(ref d, ((nint)x * destinationStride) + (y * pixelBytes));
                    switch (pixelBytes)
                    {
                        case 1: Block16x16(ref from, sourceStride, ref to, destinationStride); break;
                        case 3: Block4x4OfThree(ref from, sourceStride, ref to, destinationStride); break;
                        default: Block4x4(ref from, sourceStride, ref to, destinationStride); break;
                    }
                }
            }
        }

        Rest(ref s, sourceStride, ref d, destinationStride, wholeX, width, 0, wholeY, pixelBytes);
        Rest(ref s, sourceStride, ref d, destinationStride, 0, width, wholeY, height, pixelBytes);
    }

    private static void Rest(ref byte s, int sourceStride, ref byte d, int destinationStride, int x0, int x1, int y0, int y1, int pixelBytes)
    {
        for (int y = y0; y < y1; y++)
        {
            for (int x = x0; x < x1; x++)
            {
                ref byte from = ref Unsafe.Add(ref s, ((nint)y * sourceStride) + (x * pixelBytes));
                ref byte to = ref Unsafe.Add(ref d, ((nint)x * destinationStride) + (y * pixelBytes));
                Unsafe.CopyBlockUnaligned(ref to, ref from, (uint)pixelBytes);
            }
        }
    }

    private static void Block4x4(ref byte s, int sourceStride, ref byte d, int destinationStride)
    {
        Turn(Row(ref s, 0, sourceStride), Row(ref s, 1, sourceStride), Row(ref s, 2, sourceStride), Row(ref s, 3, sourceStride),
            out Vector128<uint> a, out Vector128<uint> b, out Vector128<uint> c, out Vector128<uint> e);
        a.AsByte().StoreUnsafe(ref d);
        b.AsByte().StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride));
        c.AsByte().StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride * 2));
        e.AsByte().StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride * 3));
    }

    // Three bytes are spread to four, turned as 32-bit lanes, and drawn together again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4x4OfThree(ref byte s, int sourceStride, ref byte d, int destinationStride)
    {
        Vector128<byte> spread = Vector128.Create((byte)0, 1, 2, 0x80, 3, 4, 5, 0x80, 6, 7, 8, 0x80, 9, 10, 11, 0x80);
        Vector128<byte> pack = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, 0x80);
        Turn(
            Vector128.ShuffleNative(Row(ref s, 0, sourceStride).AsByte(), spread).AsUInt32(),
            Vector128.ShuffleNative(Row(ref s, 1, sourceStride).AsByte(), spread).AsUInt32(),
            Vector128.ShuffleNative(Row(ref s, 2, sourceStride).AsByte(), spread).AsUInt32(),
            Vector128.ShuffleNative(Row(ref s, 3, sourceStride).AsByte(), spread).AsUInt32(),
            out Vector128<uint> a, out Vector128<uint> b, out Vector128<uint> c, out Vector128<uint> e);
        Vector128.ShuffleNative(a.AsByte(), pack).StoreUnsafe(ref d);
        Vector128.ShuffleNative(b.AsByte(), pack).StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride));
        Vector128.ShuffleNative(c.AsByte(), pack).StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride * 2));
        Vector128.ShuffleNative(e.AsByte(), pack).StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride * 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Row(ref byte s, int row, int stride) => Vector128.LoadUnsafe(ref Unsafe.Add(ref s, (nint)stride * row)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        Vector128<uint> r0, Vector128<uint> r1, Vector128<uint> r2, Vector128<uint> r3,
        out Vector128<uint> c0, out Vector128<uint> c1, out Vector128<uint> c2, out Vector128<uint> c3)
    {
        Vector128<ulong> a = Interleave.Low(r0, r1).AsUInt64();
        Vector128<ulong> b = Interleave.Low(r2, r3).AsUInt64();
        Vector128<ulong> c = Interleave.High(r0, r1).AsUInt64();
        Vector128<ulong> d = Interleave.High(r2, r3).AsUInt64();
        c0 = Interleave.Low(a, b).AsUInt32();
        c1 = Interleave.High(a, b).AsUInt32();
        c2 = Interleave.Low(c, d).AsUInt32();
        c3 = Interleave.High(c, d).AsUInt32();
    }

    // Four rounds of interleaving row i with row i + 8: after each, the row index gains one bit of the column index.
    private static void Block16x16(ref byte s, int sourceStride, ref byte d, int destinationStride)
    {
        Span<Vector128<byte>> now = stackalloc Vector128<byte>[16];
        Span<Vector128<byte>> next = stackalloc Vector128<byte>[16];
        for (int i = 0; i < 16; i++)
            now[i] = Vector128.LoadUnsafe(ref Unsafe.Add(ref s, (nint)sourceStride * i));
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < 8; i++)
            {
                next[2 * i] = Interleave.Low(now[i], now[i + 8]);
                next[(2 * i) + 1] = Interleave.High(now[i], now[i + 8]);
            }

            Span<Vector128<byte>> swap = now;
            now = next;
            next = swap;
        }

        for (int i = 0; i < 16; i++)
            now[i].StoreUnsafe(ref Unsafe.Add(ref d, (nint)destinationStride * i));
    }
}
