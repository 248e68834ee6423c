using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Weighted boxes fusion: boxes of one object, from several models or views, become their average.</summary>
/// <remarks>
/// Boxes are taken best first; each joins the cluster of its class whose fused box it overlaps most, if more than the threshold, or begins one. A fused box
/// and its key points are the averages weighted by score; its score is the mean score, times min(members, models) / models. Mask and mask values are those of the best member.
/// Followed: Solovyev et al. 2021, "Weighted boxes fusion", and its package ensemble-boxes (conf_type avg).
/// </remarks>
public sealed record WeightedBoxesFusion : ISuppression<WeightedBoxesFusion>
{
    /// <inheritdoc/>
    public static string Kind => "weighted-boxes-fusion";

    /// <summary>A box joins a cluster when its IoU with the fused box is greater than this. From 0 to 1; 0.55 by default.</summary>
    public double Threshold { get; init => field = Option.InRange(value, 0, 1); } = 0.55;

    /// <summary>Only boxes with a score greater than this take part, the others go; null by default: all take part.</summary>
    public float? ScoreThreshold { get; init => field = Option.NotNaN(value); }

    /// <summary>How many models or views the detections come from; what fewer of them saw loses score. At least 1, the default.</summary>
    public int ModelCount { get; init => field = Option.Positive(value); } = 1;

    /// <inheritdoc/>
    public bool ChangesBoxes => true;

    /// <inheritdoc/>
    public void Apply(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        var order = ArrayPool<int>.Shared.Rent(detections.Count);
        var members = ArrayPool<int>.Shared.Rent(detections.Count);
        var sums = ArrayPool<double>.Shared.Rent(detections.Count);
        var count = ScoreOrder.Write(detections.Scores, ScoreThreshold, order);
        detections.Keep(order.AsSpan(0, count));

        // Cluster c is the detection at place c: it is always at or before the box that is looked at.
        var clusters = 0;
        for (var i = 0; i < count; i++)
        {
            var cluster = BestCluster(detections, i, clusters);
            if (cluster < 0)
            {
                cluster = clusters++;
                detections.Move(i, cluster);
                (members[cluster], sums[cluster]) = (1, detections.Scores[cluster]);
            }
            else
            {
                Join(detections, i, cluster, sums[cluster]);
                sums[cluster] += detections.Scores[i];
                members[cluster]++;
            }
        }

        for (var c = 0; c < clusters; c++)
            detections.Scores[c] = (float)(sums[c] / members[c] * Math.Min(members[c], ModelCount) / ModelCount);
        count = ScoreOrder.Write(detections.Scores[..clusters], null, order);
        detections.Keep(order.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(order);
        ArrayPool<int>.Shared.Return(members);
        ArrayPool<double>.Shared.Return(sums);
    }

    private int BestCluster(DetectionBuffer detections, int candidate, int clusters)
    {
        var (best, bestIoU) = (-1, Threshold);
        for (var c = 0; c < clusters; c++)
        {
            if (detections.ClassIds[c] != detections.ClassIds[candidate])
                continue;
            var iou = IoUKernel.Value(detections.Boxes[c], detections.Boxes[candidate]);
            if (iou > bestIoU)
                (best, bestIoU) = (c, iou);
        }

        return best;
    }

    private static void Join(DetectionBuffer detections, int candidate, int cluster, double weight)
    {
        // The average of what is there (its weight is the sum of scores so far) and the candidate.
        var share = weight + detections.Scores[candidate] is var sum && sum > 0 ? detections.Scores[candidate] / sum : 0.5;
        ref var box = ref detections.Boxes[cluster];
        var other = detections.Boxes[candidate];
        box = new(Mix(box.X1, other.X1, share), Mix(box.Y1, other.Y1, share), Mix(box.X2, other.X2, share), Mix(box.Y2, other.Y2, share));
        var points = detections.KeypointsOf(cluster);
        var others = detections.KeypointsOf(candidate);
        for (var i = 0; i < points.Length; i++)
            points[i] = Mix(points[i], others[i], share);
    }

    private static float Mix(float a, float b, double share) => (float)(a + ((b - a) * share));
}
