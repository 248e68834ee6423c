using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>The picture a warp reads, with what lies beyond its edges. A pixel is handed around as 32 bits, the first channel in the low byte; bytes above its channels are rubbish.</summary>
internal readonly ref struct WarpSource(ReadOnlySpan<byte> pixels, ImageShape shape, Border border)
{
    public ReadOnlySpan<byte> Pixels { get; } = pixels;

    public ImageShape Shape { get; } = shape;

    public Border Border { get; } = border;

    /// <summary>The pixel at a place that may lie outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint At(int x, int y) => Inside(Border.Index(x, Shape.Width, Border.Mode), Border.Index(y, Shape.Height, Border.Mode));

    /// <summary>The pixel at a place that <see cref="Border.Index"/> has moved inside, or at -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Inside(int x, int y)
    {
        if ((x | y) < 0)
            return Border.Packed;
        int at = (y * Shape.Stride) + (x * Shape.Channels);
        if (at + 4 <= Pixels.Length)
            return Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pixels), at));
        uint pixel = 0;
        for (int c = 0; c < Shape.Channels; c++)
            pixel |= (uint)Pixels[at + c] << (8 * c);
        return pixel;
    }

    /// <summary>Says that a pixel inside will be read soon. A slanting row comes upon each line of the cache by surprise; the machine's own prefetchers see only straight ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int x, int y)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pixels), (y * Shape.Stride) + (x * Shape.Channels))));
    }

    /// <summary>Writes a pixel's channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(uint pixel, Span<byte> to)
    {
        for (int c = 0; c < to.Length; c++)
            to[c] = (byte)(pixel >> (8 * c));
    }
}
