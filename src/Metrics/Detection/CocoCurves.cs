namespace DeepRecipes.Metrics;

/// <summary>
/// pycocotools' <c>precision</c>, <c>scores</c> and <c>recall</c> arrays. There the axes are threshold, recall, category, area range, maxDets; here the category
/// comes first and the recall last, so that a category writes memory of its own from one end to the other.
/// </summary>
internal sealed class CocoCurves
{
    public CocoCurves(CocoOptions options, int categories)
    {
        Thresholds = options.IoUThresholds.Length;
        Recalls = options.RecallThresholds.Length;
        Categories = categories;
        Areas = options.AreaRanges.Length;
        Limits = options.MaxDetections.Length;
        Nothing = options.Mode == CocoMode.Strict ? -1 : double.NaN;
        Precision = new double[Thresholds * Recalls * Categories * Areas * Limits];
        Scores = new double[Precision.Length];
        Recall = new double[Thresholds * Categories * Areas * Limits];
        Array.Fill(Precision, Nothing);
        Array.Fill(Scores, Nothing);
        Array.Fill(Recall, Nothing);
    }

    public int Thresholds { get; }

    public int Recalls { get; }

    public int Categories { get; }

    public int Areas { get; }

    public int Limits { get; }

    /// <summary>What stands where there is nothing: -1 in Strict, NaN in Corrected.</summary>
    public double Nothing { get; }

    public double[] Precision { get; }

    public double[] Scores { get; }

    public double[] Recall { get; }

    public int PrecisionIndex(int threshold, int recall, int category, int area, int limit) =>
        (((((((category * Areas) + area) * Limits) + limit) * Thresholds) + threshold) * Recalls) + recall;

    public int RecallIndex(int threshold, int category, int area, int limit) => (((((category * Areas) + area) * Limits) + limit) * Thresholds) + threshold;

    /// <summary>numpy's mean of what is there, in its order; <see cref="Nothing"/> when nothing is.</summary>
    /// <param name="precision">Whether the mean is over precision or recall.</param>
    /// <param name="threshold">One threshold, or -1 for all.</param>
    /// <param name="category">One category, or -1 for all.</param>
    /// <param name="area">Index of the area range.</param>
    /// <param name="limit">Index of the limit of detections, or -1 for one that was not evaluated.</param>
    public double Mean(bool precision, int threshold, int category, int area, int limit)
    {
        if (limit < 0 || area < 0)
            return Nothing;
        var values = new List<double>();
        for (int t = threshold < 0 ? 0 : threshold; t < (threshold < 0 ? Thresholds : threshold + 1); t++)
        {
            for (int r = 0; r < (precision ? Recalls : 1); r++)
            {
                for (int k = category < 0 ? 0 : category; k < (category < 0 ? Categories : category + 1); k++)
                {
                    double value = precision ? Precision[PrecisionIndex(t, r, k, area, limit)] : Recall[RecallIndex(t, k, area, limit)];
                    if (value > -1)
                        values.Add(value);
                }
            }
        }

        return values.Count == 0 ? Nothing : PairwiseSum.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)) / values.Count;
    }
}
