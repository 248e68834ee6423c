using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// The part of a row between two tile centres: each pixel looked up in the four tables around it, blended in floats. The tables are the same for all its pixels, so that with AVX-512 VBMI they
/// stay in registers and 64 pixels are looked up at once.
/// </summary>
internal readonly ref struct ClaheSpan(
    ReadOnlySpan<byte> upperLeft, ReadOnlySpan<byte> upperRight, ReadOnlySpan<byte> lowerLeft, ReadOnlySpan<byte> lowerRight, float up, float down)
{
    private readonly ReadOnlySpan<byte> _upperLeft = upperLeft;
    private readonly ReadOnlySpan<byte> _upperRight = upperRight;
    private readonly ReadOnlySpan<byte> _lowerLeft = lowerLeft;
    private readonly ReadOnlySpan<byte> _lowerRight = lowerRight;

    /// <summary>The weights have room for 16 more than there are pixels. May run in place.</summary>
    public void Run(ReadOnlySpan<byte> source, ReadOnlySpan<float> less, ReadOnlySpan<float> more, Span<byte> destination)
    {
        int i = 0;
        if (Avx512Vbmi.IsSupported && source.Length >= 64)
            i = Run512(source, less, more, destination);
        for (; i < source.Length; i++)
        {
            byte v = source[i];
            float top = (_upperLeft[v] * less[i]) + (_upperRight[v] * more[i]), bottom = (_lowerLeft[v] * less[i]) + (_lowerRight[v] * more[i]);
            destination[i] = Saturate.ToByte((top * up) + (bottom * down));
        }
    }

    private int Run512(ReadOnlySpan<byte> source, ReadOnlySpan<float> less, ReadOnlySpan<float> more, Span<byte> destination)
    {
        ref byte s = ref MemoryMarshal.GetReference(source), d = ref MemoryMarshal.GetReference(destination);
        ref float a = ref MemoryMarshal.GetReference(less), b = ref MemoryMarshal.GetReference(more);
        var first = new LookupDriver.Table512(_upperLeft);
        var second = new LookupDriver.Table512(_upperRight);
        var third = new LookupDriver.Table512(_lowerLeft);
        var fourth = new LookupDriver.Table512(_lowerRight);
        Span<byte> looked = stackalloc byte[256];
        ref byte l = ref MemoryMarshal.GetReference(looked);
        Vector512<float> wu = Vector512.Create(up), wd = Vector512.Create(down);
        int i = 0;
        for (; i <= source.Length - 64; i += 64)
        {
            Vector512<byte> v = Vector512.LoadUnsafe(ref s, (nuint)i);
            first.Look(v).StoreUnsafe(ref l);
            second.Look(v).StoreUnsafe(ref l, 64);
            third.Look(v).StoreUnsafe(ref l, 128);
            fourth.Look(v).StoreUnsafe(ref l, 192);
            for (int k = 0; k < 64; k += 16)
            {
                Vector512<float> wl = Vector512.LoadUnsafe(ref a, (nuint)(i + k)), wr = Vector512.LoadUnsafe(ref b, (nuint)(i + k));
                Vector512<float> top = (Levels(ref l, k) * wl) + (Levels(ref l, k + 64) * wr), bottom = (Levels(ref l, k + 128) * wl) + (Levels(ref l, k + 192) * wr);
                Saturate.ToBytes((top * wu) + (bottom * wd)).StoreUnsafe(ref d, (nuint)(i + k));
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Levels(ref byte looked, int at) => ByteLanes.ToSingle512(Vector128.LoadUnsafe(ref looked, (nuint)at));
}
