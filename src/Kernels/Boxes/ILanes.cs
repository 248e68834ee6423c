using System.Numerics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Some numbers side by side: one SIMD register, or one number. A formula written on lanes is written once and runs at every width,
/// each lane doing exactly what the scalar does (no fused multiply-add), so that a result never depends on the machine's width.
/// </summary>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract int Count { get; }

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(ref readonly T source, int index);

    static abstract void Store(TSelf value, ref T destination, int index);

    /// <summary>The smaller number; the right one if either is NaN (callers bring NaN in through another term).</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The larger number; the right one if either is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);
}
