using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Intersection over union of oriented boxes: the area where two turned rectangles overlap, exact up to rounding.</summary>
/// <remarks>
/// The corners of one rectangle are cut by the four sides of the other (Sutherland and Hodgman). Two boxes without area give NaN, one of them 0.
/// </remarks>
public static class OrientedIoUKernel
{
    /// <summary>The IoU of one pair.</summary>
    /// <param name="first">One box.</param>
    /// <param name="second">The other box.</param>
    /// <returns>0 (apart) to 1 (the same); NaN when both have no area.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static double Value(OrientedBox first, OrientedBox second) => OrientedPairDriver<Operator>.One(first, second);

    /// <summary>Pair by pair: <c>destination[i]</c> is the IoU of <c>boxes1[i]</c> and <c>boxes2[i]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">N boxes.</param>
    /// <param name="destination">At least N values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static void Paired(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination) =>
        OrientedPairDriver<Operator>.Paired(boxes1, boxes2, destination);

    /// <summary>Each with each: <c>destination[i * M + j]</c> is the IoU of <c>boxes1[i]</c> and <c>boxes2[j]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">M boxes.</param>
    /// <param name="destination">At least N x M values, row by row.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static void Pairwise(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination) =>
        OrientedPairDriver<Operator>.Pairwise(boxes1, boxes2, destination);

    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Operator : IOrientedPairOperator
    {
        public static double Invoke(OrientedBox first, OrientedBox second)
        {
            (double intersection, double union) = OrientedOverlap.Areas(first, second);
            return intersection / union;
        }
    }
}
