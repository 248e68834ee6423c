using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Greedy merge: boxes that overlap a better one grow into it. For objects that tile borders cut in pieces.</summary>
/// <remarks>
/// Boxes are taken best first; every box that is left and overlaps the taken one at least as much as the threshold is merged into it: the taken box becomes the hull of
/// both, its mask the union of both, and keeps its score, class, key points and mask values. As it grows it is compared again, until nothing more joins: so the pieces of a long object join
/// though the first and the last do not touch. After SAHI's GREEDYNMM (Akyon et al. 2022), which compares once.
/// </remarks>
public sealed record GreedyMerge : ISuppression<GreedyMerge>
{
    /// <inheritdoc/>
    public static string Kind => "greedy-merge";

    /// <summary>What counts as overlap; intersection over the smaller box by default.</summary>
    public OverlapMeasure Measure { get; init; } = OverlapMeasure.IoS;

    /// <summary>Boxes are merged that overlap at least this much. From 0 to 1; 0.5 by default.</summary>
    public double Threshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5;

    /// <summary>Whether only boxes of the same class are merged; true by default.</summary>
    public bool PerClass { get; init; } = true;

    /// <inheritdoc/>
    public bool ChangesBoxes => true;

    /// <inheritdoc/>
    public void Apply(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        var order = ArrayPool<int>.Shared.Rent(detections.Count);
        var count = ScoreOrder.Write(detections.Scores, null, order);
        detections.Keep(order.AsSpan(0, count));
        var remaining = order.AsSpan(0, count);
        for (var i = 0; i < count; i++)
            remaining[i] = i;
        var kept = 0;
        while (!remaining.IsEmpty)
        {
            var best = remaining[0];
            var others = remaining[1..];
            int before;
            do
            {
                before = others.Length;
                others = others[..MergeInto(detections, best, others)];
            }
            while (others.Length < before);
            remaining = others;
            detections.Move(best, kept++);
        }

        for (var i = 0; i < kept; i++)
            order[i] = i;
        detections.Keep(order.AsSpan(0, kept));
        ArrayPool<int>.Shared.Return(order);
    }

    /// <summary>Merges what overlaps, and returns how many of the others are left, moved to the front in their order.</summary>
    private int MergeInto(DetectionBuffer detections, int best, Span<int> others)
    {
        ref var box = ref detections.Boxes[best];
        var left = 0;
        foreach (var i in others)
        {
            var other = detections.Boxes[i];
            if ((PerClass && detections.ClassIds[i] != detections.ClassIds[best]) || !(Overlap(box, other) >= Threshold))
            {
                others[left++] = i;
                continue;
            }

            box = new(Math.Min(box.X1, other.X1), Math.Min(box.Y1, other.Y1), Math.Max(box.X2, other.X2), Math.Max(box.Y2, other.Y2));
            if (detections.HasMasks)
                detections.Masks[best] = RleMask.Union(detections.Masks[best], detections.Masks[i]);
        }

        return left;
    }

    private float Overlap(Box a, Box b) => Measure switch
    {
        OverlapMeasure.IoS => IntersectionOverSmallerKernel.Value(a, b),
        OverlapMeasure.DIoU => DistanceIoUKernel.Value(a, b),
        _ => IoUKernel.Value(a, b),
    };
}
