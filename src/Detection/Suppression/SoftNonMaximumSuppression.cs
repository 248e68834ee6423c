using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Soft-NMS: boxes that overlap a better one are not removed but lose score.</summary>
/// <remarks>
/// The best box is taken, the scores of the others decay by their overlap with it, and so on; the scores in the buffer are the decayed ones. Of equal scores the
/// one that came first is better. Followed: Bodla et al. 2017, "Soft-NMS - Improving Object Detection With One Line of Code".
/// </remarks>
public sealed record SoftNonMaximumSuppression : ISuppression<SoftNonMaximumSuppression>
{
    /// <inheritdoc/>
    public static string Kind => "soft-nms";

    /// <summary>How scores decay; Gaussian by default.</summary>
    public SoftDecay Decay { get; init; }

    /// <summary>Linear decay: overlaps up to this do not count. From 0 to 1; 0.3 by default.</summary>
    public double Threshold { get; init => field = Option.InRange(value, 0, 1); } = 0.3;

    /// <summary>Gaussian decay: how slowly scores fall; greater than 0, and 0.5 by default.</summary>
    public double Sigma { get; init => field = Option.Positive(value); } = 0.5;

    /// <summary>Boxes whose score is not, or no longer, greater than this go; 0.001 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, float.MaxValue); } = 0.001f;

    /// <summary>Whether only boxes of the same class lower each other's scores; true by default.</summary>
    public bool PerClass { get; init; } = true;

    /// <summary>At most so many stay, those with the highest scores. At least 1; no limit by default.</summary>
    public int MaxDetections { get; init => field = Option.Positive(value); } = int.MaxValue;

    /// <inheritdoc/>
    public void Apply(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        var remaining = ArrayPool<int>.Shared.Rent(detections.Count);
        var keep = ArrayPool<int>.Shared.Rent(detections.Count);
        var count = 0;
        for (var i = 0; i < detections.Count; i++)
        {
            if (detections.Scores[i] > ScoreThreshold)
                remaining[count++] = i;
        }

        var kept = 0;
        while (count > 0 && kept < MaxDetections)
        {
            var best = TakeBest(detections.Scores, remaining, ref count);
            keep[kept++] = best;
            count = Lower(detections, best, remaining.AsSpan(0, count));
        }

        detections.Keep(keep.AsSpan(0, kept));
        ArrayPool<int>.Shared.Return(remaining);
        ArrayPool<int>.Shared.Return(keep);
    }

    private static int TakeBest(ReadOnlySpan<float> scores, Span<int> remaining, ref int count)
    {
        var best = 0;
        for (var i = 1; i < count; i++)
        {
            if (scores[remaining[i]] > scores[remaining[best]])
                best = i;
        }

        var index = remaining[best];
        remaining[(best + 1)..count].CopyTo(remaining[best..]);
        count--;
        return index;
    }

    /// <summary>Lowers the scores of those that remain, and returns how many still do; their order stays.</summary>
    private int Lower(DetectionBuffer detections, int best, Span<int> remaining)
    {
        var left = 0;
        foreach (var i in remaining)
        {
            ref var score = ref detections.Scores[i];
            if (!PerClass || detections.ClassIds[i] == detections.ClassIds[best])
                score = (float)(score * Factor(IoUKernel.Value(detections.Boxes[best], detections.Boxes[i])));
            if (score > ScoreThreshold)
                remaining[left++] = i;
        }

        return left;
    }

    // Boxes without area have no overlap (NaN), and nothing is lowered for them.
    private double Factor(double iou)
    {
        if (double.IsNaN(iou))
            return 1;
        return Decay == SoftDecay.Gaussian ? Math.Exp(-(iou * iou) / Sigma) : iou > Threshold ? 1 - iou : 1;
    }
}
