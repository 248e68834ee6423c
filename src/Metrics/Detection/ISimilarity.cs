namespace DeepRecipes.Metrics;

/// <summary>How much detections and truths of one image and category have in common.</summary>
internal interface ISimilarity
{
    /// <summary>Fills <c>values[d * truths.Length + g]</c>.</summary>
    void Fill(ReadOnlySpan<int> detections, ReadOnlySpan<int> truths, Span<double> values);
}
