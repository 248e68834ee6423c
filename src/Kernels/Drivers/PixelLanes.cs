using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Whole pixels in 32-bit lanes: first channel in the low byte, then the second and third; the top byte is the fourth channel of 4-channel pixels
/// and undefined for 3-channel ones. How every op that needs a pixel's channels together loads and stores, whatever the layout in memory.
/// Loads of 3-channel pixels read a third more bytes than they use, stores write a third more: callers keep <see cref="Reach"/> inside the image.
/// </summary>
internal static class PixelLanes
{
    /// <summary>Bytes touched by a load or store of <paramref name="lanes"/> pixels.</summary>
    public static int Reach(int lanes, int channels) => channels == 4 || (lanes == 16 && Avx512Vbmi.IsSupported) ? lanes * 4 : ((lanes - 4) * 3) + 16;

    /// <summary>The widest number of pixels a step should take on this machine: 16, 8, 4, or 1 for the scalar loop.</summary>
    public static int Widest => Avx512Vbmi.IsSupported && Vector512.IsHardwareAccelerated ? 16 : Avx2.IsSupported ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Load4(ref byte first, int channels)
    {
        Vector128<byte> v = Vector128.LoadUnsafe(ref first);
        return (channels == 4 ? v : Vector128.ShuffleNative(v, Spread128)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Load8(ref byte first, int channels)
    {
        if (channels == 4)
            return Vector256.LoadUnsafe(ref first).AsUInt32();
        Vector256<byte> v = Vector256.Create(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref first, 12));
        return Avx2.Shuffle(v, Vector256.Create(Spread128, Spread128)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Load16(ref byte first, int channels)
    {
        if (channels == 4)
            return Vector512.LoadUnsafe(ref first).AsUInt32();
        if (Avx512Vbmi.IsSupported)
            return Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref first), Spread512).AsUInt32();
        if (Avx2.IsSupported)
            return Vector512.Create(Load8(ref first, 3), Load8(ref Unsafe.Add(ref first, 24), 3));
        return Vector512.Create(
            Vector256.Create(Load4(ref first, 3), Load4(ref Unsafe.Add(ref first, 12), 3)),
            Vector256.Create(Load4(ref Unsafe.Add(ref first, 24), 3), Load4(ref Unsafe.Add(ref first, 36), 3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(Vector128<uint> pixels, ref byte first, int channels) =>
        (channels == 4 ? pixels.AsByte() : Vector128.ShuffleNative(pixels.AsByte(), Pack128)).StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store8(Vector256<uint> pixels, ref byte first, int channels)
    {
        if (channels == 4)
        {
            pixels.AsByte().StoreUnsafe(ref first);
            return;
        }

        Vector256<byte> packed = Avx2.Shuffle(pixels.AsByte(), Vector256.Create(Pack128, Pack128));
        packed.GetLower().StoreUnsafe(ref first);
        packed.GetUpper().StoreUnsafe(ref first, 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store16(Vector512<uint> pixels, ref byte first, int channels)
    {
        if (channels == 4)
        {
            pixels.AsByte().StoreUnsafe(ref first);
        }
        else if (Avx512Vbmi.IsSupported)
        {
            Avx512Vbmi.PermuteVar64x8(pixels.AsByte(), Pack512).StoreUnsafe(ref first);
        }
        else if (Avx2.IsSupported)
        {
            Store8(pixels.GetLower(), ref first, 3);
            Store8(pixels.GetUpper(), ref Unsafe.Add(ref first, 24), 3);
        }
        else
        {
            Store4(pixels.GetLower().GetLower(), ref first, 3);
            Store4(pixels.GetLower().GetUpper(), ref Unsafe.Add(ref first, 12), 3);
            Store4(pixels.GetUpper().GetLower(), ref Unsafe.Add(ref first, 24), 3);
            Store4(pixels.GetUpper().GetUpper(), ref Unsafe.Add(ref first, 36), 3);
        }
    }

    private static Vector128<byte> Spread128 => Vector128.Create((byte)0, 1, 2, 0x80, 3, 4, 5, 0x80, 6, 7, 8, 0x80, 9, 10, 11, 0x80);

    private static Vector128<byte> Pack128 => Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, 0x80);

    private static Vector512<byte> Spread512 => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(SpreadTable));

    private static Vector512<byte> Pack512 => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(PackTable));

    private static ReadOnlySpan<byte> SpreadTable =>
    [
        0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8, 0, 9, 10, 11, 0, 12, 13, 14, 0, 15, 16, 17, 0, 18, 19, 20, 0, 21, 22, 23, 0,
        24, 25, 26, 0, 27, 28, 29, 0, 30, 31, 32, 0, 33, 34, 35, 0, 36, 37, 38, 0, 39, 40, 41, 0, 42, 43, 44, 0, 45, 46, 47, 0,
    ];

    private static ReadOnlySpan<byte> PackTable =>
    [
        0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41,
        42, 44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58, 60, 61, 62, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
}
