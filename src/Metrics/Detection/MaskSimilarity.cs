using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>IoU of masks as pycocotools computes it.</summary>
internal sealed class MaskSimilarity(TruthColumns truths, DetectionColumns detections) : ISimilarity
{
    public void Fill(ReadOnlySpan<int> detectionRows, ReadOnlySpan<int> truthRows, Span<double> values)
    {
        int place = 0;
        foreach (int d in detectionRows)
        {
            foreach (int g in truthRows)
                values[place++] = RleMask.IoU(detections.Masks[d], truths.Masks[g], truths.Flags[g].HasFlag(TruthFlags.Crowd));
        }
    }
}
