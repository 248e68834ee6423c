using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The first three channels apart, one plane after the other, each a third of the span (which may be longer than it needs), and together again. A fourth channel (alpha) is not touched.</summary>
internal static class PixelPlanes
{
    public static void Split(ReadOnlySpan<byte> source, int channels, Span<byte> planes)
    {
        int pixels = source.Length / channels, plane = planes.Length / 3, i = 0;
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(planes);
        for (; (i * channels) + PixelLanes.Reach(16, channels) <= source.Length; i += 16)
        {
            Vector512<uint> p = PixelLanes.Load16(ref Unsafe.Add(ref s, i * channels), channels);
            ByteLanes.ToBytes(p & Vector512.Create(0xFFu)).StoreUnsafe(ref d, (nuint)i);
            ByteLanes.ToBytes((p >>> 8) & Vector512.Create(0xFFu)).StoreUnsafe(ref d, (nuint)(i + plane));
            ByteLanes.ToBytes((p >>> 16) & Vector512.Create(0xFFu)).StoreUnsafe(ref d, (nuint)(i + (2 * plane)));
        }

        for (; i < pixels; i++)
        {
            for (int c = 0; c < 3; c++)
                planes[(c * plane) + i] = source[(i * channels) + c];
        }
    }

    public static void Merge(ReadOnlySpan<byte> planes, int channels, Span<byte> destination)
    {
        int pixels = destination.Length / channels, plane = planes.Length / 3, i = 0;
        ref byte s = ref MemoryMarshal.GetReference(planes);
        ref byte d = ref MemoryMarshal.GetReference(destination);

        // Stores of three-channel pixels reach into the next ones, which are written later.
        for (; channels == 3 && (i * channels) + PixelLanes.Reach(16, channels) <= destination.Length; i += 16)
        {
            Vector512<int> p = ByteLanes.ToInt512(Vector128.LoadUnsafe(ref s, (nuint)i)) | (ByteLanes.ToInt512(Vector128.LoadUnsafe(ref s, (nuint)(i + plane))) << 8)
                | (ByteLanes.ToInt512(Vector128.LoadUnsafe(ref s, (nuint)(i + (2 * plane)))) << 16);
            PixelLanes.Store16(p.AsUInt32(), ref Unsafe.Add(ref d, i * channels), channels);
        }

        for (; i < pixels; i++)
        {
            for (int c = 0; c < 3; c++)
                destination[(i * channels) + c] = planes[(c * plane) + i];
        }
    }
}
