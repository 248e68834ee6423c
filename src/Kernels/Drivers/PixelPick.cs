using System.Runtime.CompilerServices;

namespace DeepRecipes.Kernels;

/// <summary>Pixels of a row, each from its own place in the source: the loop of everything that takes the nearest.</summary>
internal static class PixelPick
{
    /// <param name="s">The source's first byte.</param>
    /// <param name="offsets">Where each pixel begins, in bytes.</param>
    /// <param name="pixelBytes">Bytes of a pixel.</param>
    /// <param name="d">The first byte of as many pixels.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Row(ref byte s, ReadOnlySpan<int> offsets, int pixelBytes, ref byte d)
    {
        int x = 0;
        switch (pixelBytes)
        {
            case 1:
                // Eight bytes leave as one number.
                for (; x + 8 <= offsets.Length; x += 8)
                {
                    ReadOnlySpan<int> o = offsets.Slice(x, 8);
                    uint low = Byte(ref s, o[0]) | (Byte(ref s, o[1]) << 8) | (Byte(ref s, o[2]) << 16) | (Byte(ref s, o[3]) << 24);
                    uint high = Byte(ref s, o[4]) | (Byte(ref s, o[5]) << 8) | (Byte(ref s, o[6]) << 16) | (Byte(ref s, o[7]) << 24);
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref d, x), low | ((ulong)high << 32));
                }

                for (; x < offsets.Length; x++)
                    Unsafe.Add(ref d, x) = Unsafe.Add(ref s, offsets[x]);
                break;
            case 4:
                for (; x < offsets.Length; x++)
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref d, 4 * x), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref s, offsets[x])));
                break;
            case 3:
                for (; x < offsets.Length; x++)
                {
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref d, 3 * x), Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref s, offsets[x])));
                    Unsafe.Add(ref d, (3 * x) + 2) = Unsafe.Add(ref s, offsets[x] + 2);
                }

                break;
            default:
                for (; x < offsets.Length; x++)
                    Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref d, pixelBytes * x), ref Unsafe.Add(ref s, offsets[x]), (uint)pixelBytes);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Byte(ref byte s, int offset) => Unsafe.Add(ref s, offset);
}
