using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary><c>a wa + b wb</c> of two byte rows, in floats (the first product fused with the sum), rounded half to even and saturated: OpenCV's <c>addWeighted</c>. The destination may be either source.</summary>
internal static class WeightedSum
{
    public static void Run(ReadOnlySpan<byte> a, float weightA, ReadOnlySpan<byte> b, float weightB, Span<byte> destination)
    {
        ref byte s = ref MemoryMarshal.GetReference(a);
        ref byte t = ref MemoryMarshal.GetReference(b);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector512<float> wa = Vector512.Create(weightA), wb = Vector512.Create(weightB);
            for (; i <= a.Length - 16; i += 16)
            {
                Vector512<float> second = ByteLanes.ToSingle512(Vector128.LoadUnsafe(ref t, (nuint)i)) * wb;
                Vector512<float> sum = Vector512.FusedMultiplyAdd(ByteLanes.ToSingle512(Vector128.LoadUnsafe(ref s, (nuint)i)), wa, second);
                Saturate.ToBytes(sum).StoreUnsafe(ref d, (nuint)i);
            }
        }

        for (; i < a.Length; i++)
            Unsafe.Add(ref d, i) = Saturate.ToByte(MathF.FusedMultiplyAdd(Unsafe.Add(ref s, i), weightA, Unsafe.Add(ref t, i) * weightB));
    }
}
