using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>As many boxes as there are lanes, with what is computed once per box and not once per pair.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct BoxLanes<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly TLanes X1;
    public readonly TLanes Y1;
    public readonly TLanes X2;
    public readonly TLanes Y2;
    public readonly TLanes Area;

    /// <summary>atan(width / height); only filled for an operator that says it uses it.</summary>
    public readonly TLanes Aspect;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BoxLanes(ref readonly BoxColumns<T> columns, int index, bool aspect)
    {
        X1 = TLanes.Load(in columns.X1, index);
        Y1 = TLanes.Load(in columns.Y1, index);
        X2 = TLanes.Load(in columns.X2, index);
        Y2 = TLanes.Load(in columns.Y2, index);
        Area = TLanes.Load(in columns.Area, index);
        Aspect = aspect ? TLanes.Load(in columns.Aspect, index) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BoxLanes(TLanes x1, TLanes y1, TLanes x2, TLanes y2, TLanes area)
    {
        X1 = x1;
        Y1 = y1;
        X2 = x2;
        Y2 = y2;
        Area = area;
        Aspect = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BoxLanes(T x1, T y1, T x2, T y2, T area, T aspect)
    {
        X1 = TLanes.Broadcast(x1);
        Y1 = TLanes.Broadcast(y1);
        X2 = TLanes.Broadcast(x2);
        Y2 = TLanes.Broadcast(y2);
        Area = TLanes.Broadcast(area);
        Aspect = TLanes.Broadcast(aspect);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Intersection(in BoxLanes<TLanes, T> a, in BoxLanes<TLanes, T> b)
    {
        TLanes zero = TLanes.Broadcast(T.Zero);
        TLanes width = TLanes.Max(TLanes.Min(a.X2, b.X2) - TLanes.Max(a.X1, b.X1), zero);
        TLanes height = TLanes.Max(TLanes.Min(a.Y2, b.Y2) - TLanes.Max(a.Y1, b.Y1), zero);
        return width * height;
    }

    /// <summary>Width and height of the smallest box around both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Width, TLanes Height) Hull(in BoxLanes<TLanes, T> a, in BoxLanes<TLanes, T> b)
    {
        TLanes zero = TLanes.Broadcast(T.Zero);
        return (TLanes.Max(TLanes.Max(a.X2, b.X2) - TLanes.Min(a.X1, b.X1), zero), TLanes.Max(TLanes.Max(a.Y2, b.Y2) - TLanes.Min(a.Y1, b.Y1), zero));
    }
}
