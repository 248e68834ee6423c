using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// An op on whole pixels in 32-bit lanes (<see cref="PixelLanes"/>). Written once on 16 lanes: where registers are narrower the runtime splits it, and the last pixels of an image go through
/// the same code, so there is no second form that could differ.
/// </summary>
internal interface IPixelOperator
{
    /// <summary>The new pixels. The top byte is kept by the driver.</summary>
    Vector512<uint> Invoke(Vector512<uint> pixels);
}

/// <summary>An op on whole pixels and one number more for each, as <see cref="IPixelOperator"/>.</summary>
internal interface IPixelPlaneOperator
{
    /// <summary>Whether there are such numbers; else they are 0.</summary>
    static abstract bool HasPlane { get; }

    /// <summary>The new pixels. The top byte is kept by the driver.</summary>
    Vector512<uint> Invoke(Vector512<uint> pixels, Vector512<uint> plane);
}

/// <summary>The loops of ops on whole pixels: 16 a step, and what is left padded to 16.</summary>
internal static class PixelDriver
{
    private const int Step = 16;

    /// <summary>Pixels to pixels of the same layout; a fourth channel is kept. May run in place.</summary>
    public static void Run<TOperator>(ReadOnlySpan<byte> source, int channels, Span<byte> destination, TOperator op)
        where TOperator : struct, IPixelOperator => Run(source, channels, default, destination, new Alone<TOperator>(op));

    /// <summary>Pixels and a plane of bytes to pixels of the same layout; a fourth channel is kept. May run in place, but not over the plane.</summary>
    public static void Run<TOperator>(ReadOnlySpan<byte> source, int channels, ReadOnlySpan<byte> plane, Span<byte> destination, TOperator op)
        where TOperator : struct, IPixelPlaneOperator
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        Vector512<uint> colour = Vector512.Create(0x00FFFFFFu);
        ref byte n = ref MemoryMarshal.GetReference(plane);
        int reach = PixelLanes.Reach(Step, channels), i = 0, pixel = 0;
        if (channels == 4)
        {
            for (; i + reach <= source.Length; i += Step * 4, pixel += Step)
            {
                Vector512<uint> pixels = PixelLanes.Load16(ref Unsafe.Add(ref s, i), 4);
                PixelLanes.Store16(Vector512.ConditionalSelect(colour, op.Invoke(pixels, Numbers<TOperator>(ref n, pixel)), pixels), ref Unsafe.Add(ref d, i), 4);
            }
        }
        else if (i + reach <= source.Length)
        {
            // A store reaches into the next pixels, which in place are still to be read: each step loads before the step ahead of it stores.
            Vector512<uint> pixels = PixelLanes.Load16(ref s, 3);
            for (; i + (Step * 3) + reach <= source.Length; i += Step * 3, pixel += Step)
            {
                Vector512<uint> next = PixelLanes.Load16(ref Unsafe.Add(ref s, i + (Step * 3)), 3);
                PixelLanes.Store16(op.Invoke(pixels, Numbers<TOperator>(ref n, pixel)), ref Unsafe.Add(ref d, i), 3);
                pixels = next;
            }

            // The last loaded step is stored without reaching beyond itself, so that what follows it is still the source's.
            Span<byte> whole = stackalloc byte[64];
            PixelLanes.Store16(op.Invoke(pixels, Numbers<TOperator>(ref n, pixel)), ref MemoryMarshal.GetReference(whole), 3);
            whole[..(Step * 3)].CopyTo(destination[i..]);
            i += Step * 3;
            pixel += Step;
        }

        Span<byte> part = stackalloc byte[128], numbers = stackalloc byte[Step];
        ref byte p = ref MemoryMarshal.GetReference(part);
        for (; i < source.Length; i += Step * channels, pixel += Step)
        {
            int count = Math.Min(Step * channels, source.Length - i);
            source.Slice(i, count).CopyTo(part);
            if (TOperator.HasPlane)
                plane[pixel..Math.Min(pixel + Step, plane.Length)].CopyTo(numbers);
            Vector512<uint> pixels = PixelLanes.Load16(ref p, channels);
            PixelLanes.Store16(Vector512.ConditionalSelect(colour, op.Invoke(pixels, Numbers<TOperator>(ref MemoryMarshal.GetReference(numbers), 0)), pixels), ref p, channels);
            part[..count].CopyTo(destination[i..]);
        }
    }

    /// <summary>Pixels to one byte each: the low byte of the result.</summary>
    public static void RunToByte<TOperator>(ReadOnlySpan<byte> source, int channels, Span<byte> destination, TOperator op)
        where TOperator : struct, IPixelOperator
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        int reach = PixelLanes.Reach(Step, channels), i = 0, o = 0;
        for (; i + reach <= source.Length; i += Step * channels, o += Step)
            ByteLanes.ToBytes(op.Invoke(PixelLanes.Load16(ref Unsafe.Add(ref s, i), channels))).StoreUnsafe(ref d, (nuint)o);

        Span<byte> part = stackalloc byte[64], result = stackalloc byte[16];
        for (; i < source.Length; i += Step * channels, o += Step)
        {
            int count = Math.Min(Step * channels, source.Length - i);
            source.Slice(i, count).CopyTo(part);
            ByteLanes.ToBytes(op.Invoke(PixelLanes.Load16(ref MemoryMarshal.GetReference(part), channels))).CopyTo(result);
            result[..(count / channels)].CopyTo(destination[o..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Numbers<TOperator>(ref byte plane, int at)
        where TOperator : struct, IPixelPlaneOperator =>
        TOperator.HasPlane ? ByteLanes.ToInt512(Vector128.LoadUnsafe(ref plane, (nuint)at)).AsUInt32() : default;

    private readonly struct Alone<TOperator>(TOperator op) : IPixelPlaneOperator
        where TOperator : struct, IPixelOperator
    {
        public static bool HasPlane => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> pixels, Vector512<uint> plane) => op.Invoke(pixels);
    }
}
