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

/// <summary>The loops of ops on whole pixels: 16 a step, and what is left padded to 16.</summary>
internal static class PixelDriver
{
    private const int Step = 16;

    /// <summary>Pixels to pixels of the same layout; a fourth channel is kept. May run in place.</summary>
    public static void Run<TOperator>(ReadOnlySpan<byte> source, int channels, Span<byte> destination, TOperator op)
        where TOperator : struct, IPixelOperator
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        Vector512<uint> colour = Vector512.Create(0x00FFFFFFu);
        int reach = PixelLanes.Reach(Step, channels), i = 0;
        if (channels == 4)
        {
            for (; i + reach <= source.Length; i += Step * 4)
            {
                Vector512<uint> pixels = PixelLanes.Load16(ref Unsafe.Add(ref s, i), 4);
                PixelLanes.Store16(Vector512.ConditionalSelect(colour, op.Invoke(pixels), pixels), ref Unsafe.Add(ref d, i), 4);
            }
        }
        else if (i + reach <= source.Length)
        {
            // A store reaches into the next pixels, which in place are still to be read: each step loads before the step ahead of it stores.
            Vector512<uint> pixels = PixelLanes.Load16(ref s, 3);
            for (; i + (Step * 3) + reach <= source.Length; i += Step * 3)
            {
                Vector512<uint> next = PixelLanes.Load16(ref Unsafe.Add(ref s, i + (Step * 3)), 3);
                PixelLanes.Store16(op.Invoke(pixels), ref Unsafe.Add(ref d, i), 3);
                pixels = next;
            }

            // The last loaded step is stored without reaching beyond itself, so that what follows it is still the source's.
            Span<byte> whole = stackalloc byte[64];
            PixelLanes.Store16(op.Invoke(pixels), ref MemoryMarshal.GetReference(whole), 3);
            whole[..(Step * 3)].CopyTo(destination[i..]);
            i += Step * 3;
        }

        Span<byte> part = stackalloc byte[128];
        ref byte p = ref MemoryMarshal.GetReference(part);
        for (; i < source.Length; i += Step * channels)
        {
            int count = Math.Min(Step * channels, source.Length - i);
            source.Slice(i, count).CopyTo(part);
            Vector512<uint> pixels = PixelLanes.Load16(ref p, channels);
            PixelLanes.Store16(Vector512.ConditionalSelect(colour, op.Invoke(pixels), pixels), ref p, channels);
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
}
