using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>16 numbers of type <typeparamref name="T"/> to 16 bytes, in each width: the shape "wide to saturated byte".</summary>
internal interface IToByteOperator<T>
{
    /// <summary>The scalar form; the vector forms give the same bytes.</summary>
    byte Invoke(T value);

    /// <summary>16 elements by registers of 128 bits.</summary>
    Vector128<byte> Invoke128(ref T first);

    /// <summary>16 elements by registers of 256 bits.</summary>
    Vector128<byte> Invoke256(ref T first);

    /// <summary>16 elements by registers of 512 bits.</summary>
    Vector128<byte> Invoke512(ref T first);
}

/// <summary>The loop of every op that turns wide numbers into bytes: 16 elements a step, then one by one.</summary>
internal static class ToByteDriver
{
    private const int Step = 16;

    public static void Run<T, TOperator>(ReadOnlySpan<T> source, Span<byte> destination, TOperator op)
        where TOperator : struct, IToByteOperator<T>
    {
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        ref T s = ref MemoryMarshal.GetReference(source);
        ref byte d = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= source.Length - Step; i += Step)
                op.Invoke512(ref Unsafe.Add(ref s, i)).StoreUnsafe(ref d, (nuint)i);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= source.Length - Step; i += Step)
                op.Invoke256(ref Unsafe.Add(ref s, i)).StoreUnsafe(ref d, (nuint)i);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= source.Length - Step; i += Step)
                op.Invoke128(ref Unsafe.Add(ref s, i)).StoreUnsafe(ref d, (nuint)i);
        }

        for (; i < source.Length; i++)
            Unsafe.Add(ref d, i) = op.Invoke(Unsafe.Add(ref s, i));
    }
}
