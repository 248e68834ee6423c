using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>One lane: the remainder of a vector loop, and machines without SIMD.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct LanesScalar<T>(T value) : ILanes<LanesScalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly T Value = value;

    public static int Count => 1;

    public static LanesScalar<T> Broadcast(T value) => new(value);

    public static LanesScalar<T> Load(ref readonly T source, int index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    public static void Store(LanesScalar<T> value, ref T destination, int index) => Unsafe.Add(ref destination, index) = value.Value;

    public static LanesScalar<T> Min(LanesScalar<T> left, LanesScalar<T> right) => left.Value < right.Value ? left : right;

    public static LanesScalar<T> Max(LanesScalar<T> left, LanesScalar<T> right) => left.Value > right.Value ? left : right;

    public static LanesScalar<T> operator +(LanesScalar<T> left, LanesScalar<T> right) => new(left.Value + right.Value);

    public static LanesScalar<T> operator -(LanesScalar<T> left, LanesScalar<T> right) => new(left.Value - right.Value);

    public static LanesScalar<T> operator *(LanesScalar<T> left, LanesScalar<T> right) => new(left.Value * right.Value);

    public static LanesScalar<T> operator /(LanesScalar<T> left, LanesScalar<T> right) => new(left.Value / right.Value);
}
