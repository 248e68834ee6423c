using System.Numerics;

namespace DeepRecipes.Kernels;

/// <summary>A number from two boxes: the formula of one overlap measure.</summary>
internal interface IBoxPairOperator
{
    /// <summary>Whether the formula reads <see cref="BoxLanes{TLanes, T}.Aspect"/>.</summary>
    static abstract bool UsesAspect { get; }

    static abstract TLanes Invoke<TLanes, T>(in BoxLanes<TLanes, T> a, in BoxLanes<TLanes, T> b)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
