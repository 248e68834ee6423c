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

    /// <summary>Boxes are merged that overlap at least this much. Greater than 0 and at most 1; 0.5 by default.</summary>
    public double Threshold { get; init => field = Option.Positive(Option.InRange(value, 0, 1)); } = 0.5;

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
        for (var i = 0; i < count; i++)
            order[i] = i;
        var kept = count == 0 ? 0 : Measure switch
        {
            OverlapMeasure.IoS => Merge<IntersectionOverSmallerKernel.Operator>(detections, order.AsSpan(0, count)),
            OverlapMeasure.DIoU => Merge<DistanceIoUKernel.Operator>(detections, order.AsSpan(0, count)),
            _ => Merge<IoUKernel.Operator>(detections, order.AsSpan(0, count)),
        };
        detections.Keep(order.AsSpan(0, kept));
        ArrayPool<int>.Shared.Return(order);
    }

    /// <summary>Merges boxes that are sorted, best first, and moves those that are left to the front.</summary>
    private int Merge<TOverlap>(DetectionBuffer detections, ReadOnlySpan<int> all)
        where TOverlap : struct, IBoxPairOperator
    {
        using var grid = new BoxGrid(detections.Boxes, all);
        foreach (var i in all)
            grid.Insert(grid.CellsOf(detections.Boxes[i]), detections.Boxes[i], i);
        var isMerged = ArrayPool<bool>.Shared.Rent(all.Length);
        isMerged.AsSpan(0, all.Length).Clear();
        var least = SmallestFloatFrom(Threshold);
        var kept = 0;
        foreach (var best in all)
        {
            if (isMerged[best])
                continue;
            // In their order, around and around as long as somebody joins: what did not touch the box may touch what it has grown to.
            var isOut = new MergedOrOther(isMerged, PerClass ? detections.ClassIds : default, detections.ClassIds[best]);
            var (after, hasGrown) = (best, false);
            while (true)
            {
                var next = GridSearch<TOverlap>.First(grid, detections.Boxes[best], least, after, isOut);
                if (next == GridSearch<TOverlap>.None && !hasGrown)
                    break;
                (after, hasGrown) = next == GridSearch<TOverlap>.None ? (best, false) : (next, true);
                if (!hasGrown)
                    continue;
                Join(detections, best, next);
                isMerged[next] = true;
            }

            detections.Move(best, kept++);
        }

        ArrayPool<bool>.Shared.Return(isMerged);
        return kept;
    }

    private static void Join(DetectionBuffer detections, int best, int joining)
    {
        ref var box = ref detections.Boxes[best];
        var other = detections.Boxes[joining];
        box = new(Math.Min(box.X1, other.X1), Math.Min(box.Y1, other.Y1), Math.Max(box.X2, other.X2), Math.Max(box.Y2, other.Y2));
        if (detections.HasMasks)
            detections.Masks[best] = RleMask.Union(detections.Masks[best], detections.Masks[joining]);
    }

    // float overlap >= double threshold is float overlap >= this float.
    private static float SmallestFloatFrom(double threshold)
    {
        var nearest = (float)threshold;
        return nearest < threshold ? MathF.BitIncrement(nearest) : nearest;
    }

    private readonly ref struct MergedOrOther(ReadOnlySpan<bool> isMerged, ReadOnlySpan<int> classIds, int classId) : IOwnerFilter
    {
        private readonly ReadOnlySpan<bool> isMerged = isMerged;
        private readonly ReadOnlySpan<int> classIds = classIds;

        public bool IsOut(int owner) => isMerged[owner] || (!classIds.IsEmpty && classIds[owner] != classId);
    }
}
