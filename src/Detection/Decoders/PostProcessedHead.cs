namespace DeepRecipes.Detection;

/// <summary>The rows of a network that did its own post-processing.</summary>
internal static class PostProcessedHead
{
    public static void Decode(
        ReadOnlySpan<float> boxes, ReadOnlySpan<float> labels, ReadOnlySpan<float> scores, float threshold, int firstLabel,
        ReadOnlySpan<float> masks, DetectionBuffer destination)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= threshold)
                continue;
            var b = boxes.Slice(i * 4, 4);
            var index = destination.Add(new(b[0], b[1], b[2], b[3]), scores[i], (int)labels[i] - firstLabel);
            if (index >= 0 && !masks.IsEmpty)
                masks.Slice(i * destination.MaskCoefficientCount, destination.MaskCoefficientCount).CopyTo(destination.MaskCoefficientsOf(index));
        }
    }
}
