using System.Runtime.CompilerServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>How much of the first box the second one covers.</summary>
internal readonly struct Coverage : IBoxPairOperator
{
    public static bool UsesAspect => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke<TLanes, T>(in BoxLanes<TLanes, T> a, in BoxLanes<TLanes, T> b)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => BoxLanes<TLanes, T>.Intersection(in a, in b) / a.Area;
}
