using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>Object keypoint similarity as pycocotools computes it.</summary>
internal sealed class KeypointSimilarity : ISimilarity
{
    private readonly TruthColumns _truths;
    private readonly DetectionColumns _detections;
    private readonly double[] _variances;

    public KeypointSimilarity(TruthColumns truths, DetectionColumns detections, IReadOnlyList<double> sigmas)
    {
        _truths = truths;
        _detections = detections;
        _variances = [.. sigmas.Select(sigma => sigma * 2 * (sigma * 2))];
    }

    public void Fill(ReadOnlySpan<int> detectionRows, ReadOnlySpan<int> truthRows, Span<double> values)
    {
        int width = 3 * _variances.Length;
        ReadOnlySpan<double> truthPoints = CollectionsMarshal.AsSpan(_truths.Keypoints);
        ReadOnlySpan<double> detectionPoints = CollectionsMarshal.AsSpan(_detections.Keypoints);
        ReadOnlySpan<double> boxes = CollectionsMarshal.AsSpan(_truths.Boxes);
        for (int j = 0; j < truthRows.Length; j++)
        {
            int g = truthRows[j];
            ReadOnlySpan<double> points = truthPoints.Slice(g * width, width);
            for (int i = 0; i < detectionRows.Length; i++)
            {
                values[(i * truthRows.Length) + j] = ObjectKeypointSimilarity.Compute(
                    detectionPoints.Slice(detectionRows[i] * width, width), points, _truths.Areas[g], boxes.Slice(4 * g, 4), _variances);
            }
        }
    }
}
