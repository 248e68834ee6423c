namespace DeepRecipes.Metrics;

/// <summary>
/// pycocotools' <c>precision</c>, <c>scores</c> and <c>recall</c> arrays. There the axes are threshold, recall, category, area range, maxDets; here the category
/// comes first and the recall last, and only what has something to find has memory at all: most of a thousand categories have no large objects in a set.
/// </summary>
internal sealed class CocoCurves
{
    private readonly double[]?[] _precision;
    private readonly double[]?[] _scores;

    public CocoCurves(CocoOptions options, int categories)
    {
        Thresholds = options.IoUThresholds.Length;
        Recalls = options.RecallThresholds.Length;
        Categories = categories;
        Areas = options.AreaRanges.Length;
        Limits = options.MaxDetections.Length;
        Nothing = options.Mode == CocoMode.Strict ? -1 : double.NaN;
        _precision = new double[]?[Categories * Areas * Limits];
        _scores = new double[]?[_precision.Length];
        Recall = new double[Thresholds * Categories * Areas * Limits];
        Array.Fill(Recall, Nothing);
    }

    public int Thresholds { get; }

    public int Recalls { get; }

    public int Categories { get; }

    public int Areas { get; }

    public int Limits { get; }

    /// <summary>What stands where there is nothing: -1 in Strict, NaN in Corrected.</summary>
    public double Nothing { get; }

    public double[] Recall { get; }

    /// <summary>Room for the curves of a category, area range and limit that has something to find, threshold after threshold.</summary>
    public (double[] Precision, double[] Scores) Reserve(int category, int area, int limit)
    {
        int place = Place(category, area, limit);
        return (_precision[place] = new double[Thresholds * Recalls], _scores[place] = new double[Thresholds * Recalls]);
    }

    public double Precision(int threshold, int recall, int category, int area, int limit) =>
        _precision[Place(category, area, limit)] is { } curves ? curves[(threshold * Recalls) + recall] : Nothing;

    public double Score(int threshold, int recall, int category, int area, int limit) =>
        _scores[Place(category, area, limit)] is { } curves ? curves[(threshold * Recalls) + recall] : Nothing;

    public int RecallIndex(int threshold, int category, int area, int limit) => (Place(category, area, limit) * Thresholds) + threshold;

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
                    double value = precision ? Precision(t, r, k, area, limit) : Recall[RecallIndex(t, k, area, limit)];
                    if (value > -1)
                        values.Add(value);
                }
            }
        }

        return values.Count == 0 ? Nothing : PairwiseSum.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)) / values.Count;
    }

    private int Place(int category, int area, int limit) => (((category * Areas) + area) * Limits) + limit;
}
