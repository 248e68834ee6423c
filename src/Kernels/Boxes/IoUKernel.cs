using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Intersection over union of boxes (the Jaccard index).</summary>
/// <remarks>
/// The formula of torchvision's <c>box_iou</c>, with no epsilon: two boxes without area give 0/0, NaN; a box without area against a proper one gives 0.
/// </remarks>
public static class IoUKernel
{
    /// <summary>The value of one pair of boxes.</summary>
    /// <param name="first">One box.</param>
    /// <param name="second">The other box.</param>
    /// <returns>0 (apart) to 1 (the same).</returns>
    public static float Value(Box first, Box second) =>
        BoxPairDriver.One<Operator, float>(first.X1, first.Y1, first.X2, first.Y2, second.X1, second.Y1, second.X2, second.Y2);

    /// <summary>Pair by pair: <c>destination[i]</c> is the value of <c>boxes1[i]</c> and <c>boxes2[i]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">N boxes.</param>
    /// <param name="destination">At least N values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the destination is too short.</exception>
    public static void Paired(ReadOnlySpan<Box> boxes1, ReadOnlySpan<Box> boxes2, Span<float> destination) =>
        Paired(BoxPairDriver.Numbers(boxes1), BoxPairDriver.Numbers(boxes2), destination);

    /// <summary>Each with each: <c>destination[i * M + j]</c> is the value of <c>boxes1[i]</c> and <c>boxes2[j]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">M boxes.</param>
    /// <param name="destination">At least N x M values, row by row.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Pairwise(ReadOnlySpan<Box> boxes1, ReadOnlySpan<Box> boxes2, Span<float> destination) =>
        Pairwise(BoxPairDriver.Numbers(boxes1), BoxPairDriver.Numbers(boxes2), destination);

    /// <summary>Pair by pair, for boxes as plain numbers <c>x1, y1, x2, y2</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="boxes1">4 N numbers.</param>
    /// <param name="boxes2">4 N numbers.</param>
    /// <param name="destination">At least N values.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of 4, or the destination is too short.</exception>
    public static void Paired<T>(ReadOnlySpan<T> boxes1, ReadOnlySpan<T> boxes2, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BoxPairDriver.Paired<Operator, T>(boxes1, boxes2, destination);

    /// <summary>Each with each, for boxes as plain numbers <c>x1, y1, x2, y2</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="boxes1">4 N numbers.</param>
    /// <param name="boxes2">4 M numbers.</param>
    /// <param name="destination">At least N x M values, row by row.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    public static void Pairwise<T>(ReadOnlySpan<T> boxes1, ReadOnlySpan<T> boxes2, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BoxPairDriver.Pairwise<Operator, T>(boxes1, boxes2, destination);

    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Operator : IBoxPairOperator
    {
        public static bool UsesAspect => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Invoke<TLanes, T>(in BoxLanes<TLanes, T> a, in BoxLanes<TLanes, T> b)
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TLanes intersection = BoxLanes<TLanes, T>.Intersection(in a, in b);
            return intersection / (a.Area + b.Area - intersection);
        }
    }
}
