using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Copies a row with its pixels in reverse order; the bytes inside a pixel keep theirs. The loop for every pixel size.
/// A step takes as many whole pixels as fit into a register (5 of 3 bytes in 16), turns them by one byte shuffle and right-aligns them, so that the
/// unused bytes of a store fall to its left, where the next step writes anyway.
/// </summary>
internal static class PixelReverse
{
    public static void Row(ref byte source, ref byte destination, int width, int pixelBytes)
    {
        int length = width * pixelBytes;
        int done = 0;
        if (Avx512Vbmi.IsSupported && pixelBytes <= 16)
        {
            int step = 64 / pixelBytes * pixelBytes;
            Vector512<byte> order = Order512(pixelBytes);
            // A store reaches 64 - step bytes to the left of its pixels, a load as many to the right.
            for (; done + 64 <= length; done += step)
                Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref source, (nuint)done), order).StoreUnsafe(ref destination, (nuint)(length - done - 64));
        }

        if (Vector128.IsHardwareAccelerated && pixelBytes <= 16)
        {
            int step = 16 / pixelBytes * pixelBytes;
            Vector128<byte> order = Order128(pixelBytes);
            for (; done + 16 <= length; done += step)
                Vector128.ShuffleNative(Vector128.LoadUnsafe(ref source, (nuint)done), order).StoreUnsafe(ref destination, (nuint)(length - done - 16));
        }

        for (; done < length; done += pixelBytes)
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref destination, length - done - pixelBytes), ref Unsafe.Add(ref source, done), (uint)pixelBytes);
    }

    private static Vector128<byte> Order128(int pixelBytes)
    {
        Span<byte> order = stackalloc byte[16];
        Fill(order, pixelBytes);
        return Vector128.Create<byte>(order);
    }

    private static Vector512<byte> Order512(int pixelBytes)
    {
        Span<byte> order = stackalloc byte[64];
        Fill(order, pixelBytes);
        return Vector512.Create<byte>(order);
    }

    // Output byte j counted from the right end belongs to input pixel j / size; bytes that belong to no whole pixel take byte 0 and are overwritten.
    private static void Fill(Span<byte> order, int pixelBytes)
    {
        int step = order.Length / pixelBytes * pixelBytes;
        order.Clear();
        for (int pixel = 0; pixel < step / pixelBytes; pixel++)
        {
            for (int k = 0; k < pixelBytes; k++)
                order[order.Length - ((pixel + 1) * pixelBytes) + k] = (byte)((pixel * pixelBytes) + k);
        }
    }
}
