using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Generalized IoU of oriented boxes (Rezatofighi et al., CVPR 2019): the IoU less the share of the smallest convex shape around both that neither covers.</summary>
/// <remarks>
/// The shape is the convex hull, as in the paper for any convex shapes; for boxes along the image's axes <see cref="GeneralizedIoUKernel"/> takes the box around both, as the paper
/// does there, so that apart from each other the two differ. Turning both boxes changes nothing. Two boxes without area give NaN.
/// </remarks>
public static class OrientedGeneralizedIoUKernel
{
    /// <summary>The generalized IoU of one pair.</summary>
    /// <param name="first">One box.</param>
    /// <param name="second">The other box.</param>
    /// <returns>-1 (far apart) to 1 (the same), never above the IoU; NaN when both have no area.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static double Value(OrientedBox first, OrientedBox second) => OrientedPairDriver<Operator>.One(first, second);

    /// <summary>Pair by pair: <c>destination[i]</c> is the generalized IoU of <c>boxes1[i]</c> and <c>boxes2[i]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">N boxes.</param>
    /// <param name="destination">At least N values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static void Paired(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination) =>
        OrientedPairDriver<Operator>.Paired(boxes1, boxes2, destination);

    /// <summary>Each with each: <c>destination[i * M + j]</c> is the generalized IoU of <c>boxes1[i]</c> and <c>boxes2[j]</c>.</summary>
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
            double hull = OrientedOverlap.Hull(first, second).Area;
            return (intersection / union) - (Math.Max(0, hull - union) / hull);
        }
    }
}
