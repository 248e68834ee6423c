using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Boxes as columns (structure of arrays), in memory the caller lends, so that a register takes neighbouring boxes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct BoxColumns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers of scratch memory a box takes.</summary>
    public const int Width = 6;

    public readonly ref T X1;
    public readonly ref T Y1;
    public readonly ref T X2;
    public readonly ref T Y2;
    public readonly ref T Area;
    public readonly ref T Aspect;

    public BoxColumns(ReadOnlySpan<T> boxes, Span<T> scratch, bool aspect)
    {
        int count = boxes.Length / 4;
        X1 = ref MemoryMarshal.GetReference(scratch);
        Y1 = ref Unsafe.Add(ref X1, count);
        X2 = ref Unsafe.Add(ref Y1, count);
        Y2 = ref Unsafe.Add(ref X2, count);
        Area = ref Unsafe.Add(ref Y2, count);
        Aspect = ref Unsafe.Add(ref Area, count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<T> box = boxes.Slice(4 * i, 4);
            T width = box[2] - box[0];
            T height = box[3] - box[1];
            Unsafe.Add(ref X1, i) = box[0];
            Unsafe.Add(ref Y1, i) = box[1];
            Unsafe.Add(ref X2, i) = box[2];
            Unsafe.Add(ref Y2, i) = box[3];
            Unsafe.Add(ref Area, i) = width * height;
            if (aspect)
                Unsafe.Add(ref Aspect, i) = T.Atan(width / height);
        }
    }
}
