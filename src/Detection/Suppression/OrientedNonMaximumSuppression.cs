using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Greedy non-maximum suppression of turned boxes, whose four corners are their key points (<see cref="OrientedCorners"/>).</summary>
public sealed record OrientedNonMaximumSuppression : ISuppression<OrientedNonMaximumSuppression>
{
    /// <inheritdoc/>
    public static string Kind => "oriented-nms";

    /// <summary>A box is suppressed by a better one with which its IoU is greater than this. From 0 to 1; 0.45 by default.</summary>
    public double Threshold { get; init => field = Option.InRange(value, 0, 1); } = 0.45;

    /// <summary>Only boxes with a score greater than this take part, the others go; null by default: all take part.</summary>
    public float? ScoreThreshold { get; init => field = Option.NotNaN(value); }

    /// <summary>Whether boxes suppress only boxes of their own class; true by default.</summary>
    public bool PerClass { get; init; } = true;

    /// <summary>At most so many stay, those with the highest scores. At least 1; no limit by default.</summary>
    public int MaxDetections { get; init => field = Option.Positive(value); } = int.MaxValue;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The detections do not carry exactly four key points.</exception>
    public void Apply(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        if (detections.KeypointCount != OrientedCorners.Count)
        {
            throw new ArgumentException(
                $"detections carry {detections.KeypointCount} key points; oriented boxes carry {OrientedCorners.Count}, their corners.", nameof(detections));
        }

        var boxes = ArrayPool<OrientedBox>.Shared.Rent(detections.Count);
        var keep = ArrayPool<int>.Shared.Rent(detections.Count);
        for (var i = 0; i < detections.Count; i++)
            boxes[i] = OrientedCorners.Read(detections.KeypointsOf(i));
        var count = Select(boxes.AsSpan(0, detections.Count), detections.Scores, detections.ClassIds, keep);
        detections.Keep(keep.AsSpan(0, count));
        ArrayPool<OrientedBox>.Shared.Return(boxes);
        ArrayPool<int>.Shared.Return(keep);
    }

    /// <summary>Writes the indices of the boxes that stay, highest score first.</summary>
    /// <param name="boxes">N boxes.</param>
    /// <param name="scores">N scores; no NaN.</param>
    /// <param name="classIds">N classes; may be empty where <see cref="PerClass"/> is false.</param>
    /// <param name="keep">Room for N indices.</param>
    /// <returns>How many stay.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a box is not a proper one.</exception>
    public int Select(ReadOnlySpan<OrientedBox> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classIds, Span<int> keep)
    {
        Ensure.Length(scores.Length, boxes.Length, nameof(scores));
        if (PerClass || !classIds.IsEmpty)
            Ensure.Length(classIds.Length, boxes.Length, nameof(classIds));
        Ensure.Room(keep.Length, boxes.Length, nameof(keep));
        var order = ArrayPool<int>.Shared.Rent(boxes.Length);
        var candidates = ScoreOrder.Write(scores, ScoreThreshold, order);
        var kept = 0;
        for (var i = 0; i < candidates && kept < MaxDetections; i++)
        {
            if (!IsSuppressed(boxes, classIds, order[i], keep[..kept]))
                keep[kept++] = order[i];
        }

        ArrayPool<int>.Shared.Return(order);
        return kept;
    }

    private bool IsSuppressed(ReadOnlySpan<OrientedBox> boxes, ReadOnlySpan<int> classIds, int candidate, ReadOnlySpan<int> kept)
    {
        foreach (var k in kept)
        {
            if (PerClass && classIds[k] != classIds[candidate])
                continue;
            // Boxes whose circles are apart cannot touch, and need no polygon clipping.
            OrientedBox a = boxes[k], b = boxes[candidate];
            double dx = a.CenterX - b.CenterX, dy = a.CenterY - b.CenterY, reach = (Diagonal(a) + Diagonal(b)) / 2;
            if ((dx * dx) + (dy * dy) <= reach * reach && OrientedIoUKernel.Value(a, b) > Threshold)
                return true;
        }

        return false;
    }

    private static double Diagonal(OrientedBox box) => Math.Sqrt((box.Width * box.Width) + (box.Height * box.Height));
}
