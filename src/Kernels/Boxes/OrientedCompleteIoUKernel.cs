using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Complete IoU of oriented boxes (Zheng et al., AAAI 2020): the distance IoU less a term for different aspect ratios.</summary>
/// <remarks>
/// The aspect ratio is that of a box's own sides, the diagonal as in <see cref="OrientedDistanceIoUKernel"/>, and 1e-7 stands in the denominators as for boxes along the image's axes.
/// Two boxes without area give NaN, and so does a box that is a point.
/// </remarks>
public static class OrientedCompleteIoUKernel
{
    /// <summary>The complete IoU of one pair.</summary>
    /// <param name="first">One box.</param>
    /// <param name="second">The other box.</param>
    /// <returns>Up to 1 (the same), never above the distance IoU; NaN when both have no area or one is a point.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static double Value(OrientedBox first, OrientedBox second) => OrientedPairDriver<Operator>.One(first, second);

    /// <summary>Pair by pair: <c>destination[i]</c> is the complete IoU of <c>boxes1[i]</c> and <c>boxes2[i]</c>.</summary>
    /// <param name="boxes1">N boxes.</param>
    /// <param name="boxes2">N boxes.</param>
    /// <param name="destination">At least N values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a side is negative.</exception>
    public static void Paired(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination) =>
        OrientedPairDriver<Operator>.Paired(boxes1, boxes2, destination);

    /// <summary>Each with each: <c>destination[i * M + j]</c> is the complete IoU of <c>boxes1[i]</c> and <c>boxes2[j]</c>.</summary>
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
            double distance = OrientedDistanceIoUKernel.Operator.Invoke(first, second);
            double difference = Math.Atan(first.Width / first.Height) - Math.Atan(second.Width / second.Height);
            double aspect = 4 / (Math.PI * Math.PI) * difference * difference;
            double weight = aspect / (1 - (intersection / union) + aspect + 1e-7);
            return distance - (weight * aspect);
        }
    }
}
