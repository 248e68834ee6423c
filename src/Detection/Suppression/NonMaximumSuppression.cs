using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Greedy non-maximum suppression: of detections that overlap more than a threshold, the one with the highest score stays.</summary>
/// <remarks>
/// With IoU the result is torchvision's <c>nms</c> (agnostic) or its per-class loop, bit for bit: float overlaps compared with a double
/// threshold, "greater than" suppresses, boxes of equal score in the order in which they came. Boxes without area, or whose edges are
/// crossed, suppress nothing and are not suppressed.
/// </remarks>
public sealed record NonMaximumSuppression : ISuppression<NonMaximumSuppression>
{
    /// <inheritdoc/>
    public static string Kind => "nms";

    /// <summary>What counts as overlap; IoU by default.</summary>
    public OverlapMeasure Measure { get; init; }

    /// <summary>A box is suppressed by a better one that it overlaps more than this. From 0 to 1; 0.45 by default.</summary>
    public double Threshold { get; init => field = Option.InRange(value, 0, 1); } = 0.45;

    /// <summary>Only boxes with a score greater than this take part, the others go; null by default: all take part.</summary>
    public float? ScoreThreshold { get; init => field = Option.NotNaN(value); }

    /// <summary>Whether boxes suppress only boxes of their own class; true by default.</summary>
    public bool PerClass { get; init; } = true;

    /// <summary>At most so many stay, those with the highest scores. At least 1; no limit by default.</summary>
    public int MaxDetections { get; init => field = Option.Positive(value); } = int.MaxValue;

    /// <inheritdoc/>
    public void Apply(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        var keep = ArrayPool<int>.Shared.Rent(detections.Count);
        var count = Select(detections.Boxes, detections.Scores, detections.ClassIds, keep);
        detections.Keep(keep.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(keep);
    }

    /// <summary>Writes the indices of the boxes that stay, highest score first.</summary>
    /// <param name="boxes">N boxes; finite.</param>
    /// <param name="scores">N scores; no NaN.</param>
    /// <param name="classIds">N classes; may be empty where <see cref="PerClass"/> is false.</param>
    /// <param name="keep">Room for N indices.</param>
    /// <returns>How many stay.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a box is not finite.</exception>
    public int Select(ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classIds, Span<int> keep)
    {
        Ensure.Length(scores.Length, boxes.Length, nameof(scores));
        if (PerClass || !classIds.IsEmpty)
            Ensure.Length(classIds.Length, boxes.Length, nameof(classIds));
        Ensure.Room(keep.Length, boxes.Length, nameof(keep));
        var order = ArrayPool<int>.Shared.Rent(boxes.Length);
        var candidates = order.AsSpan(0, ScoreOrder.Write(scores, ScoreThreshold, order));
        var classes = PerClass ? classIds : default;
        var count = Measure switch
        {
            OverlapMeasure.IoS => GreedySelection<IntersectionOverSmallerKernel.Operator>.Run(boxes, classes, candidates, Threshold, MaxDetections, keep),
            OverlapMeasure.DIoU => GreedySelection<DistanceIoUKernel.Operator>.Run(boxes, classes, candidates, Threshold, MaxDetections, keep),
            _ => GreedySelection<IoUKernel.Operator>.Run(boxes, classes, candidates, Threshold, MaxDetections, keep),
        };
        ArrayPool<int>.Shared.Return(order);
        return count;
    }
}
