namespace DeepRecipes.Metrics;

/// <summary>Precision and recall of detections by falling score, equal scores together, and average precision read off them in three ways.</summary>
internal sealed class InterpolatedPrecision
{
    private readonly List<(double Recall, double Precision)> _points = [];
    private readonly double _positives;

    /// <param name="detections">Scores and whether each found something.</param>
    /// <param name="positives">What there was to find.</param>
    public InterpolatedPrecision(IEnumerable<(double Score, bool Hit)> detections, long positives)
    {
        _positives = positives;
        long hits = 0;
        long seen = 0;
        foreach (IGrouping<double, (double Score, bool Hit)> group in detections.GroupBy(d => d.Score).OrderByDescending(g => g.Key))
        {
            seen += group.Count();
            hits += group.Count(d => d.Hit);
            _points.Add((hits / _positives, (double)hits / seen));
        }

        // From the right, each precision becomes the best at its recall or above.
        for (int i = _points.Count - 2; i >= 0; i--)
            _points[i] = (_points[i].Recall, Math.Max(_points[i].Precision, _points[i + 1].Precision));
    }

    /// <summary>The mean precision at recalls 0, 1/n, 2/n, ..., 1: PASCAL VOC 2007 has n = 10, COCO n = 100.</summary>
    public double AtSteps(int steps)
    {
        if (_positives == 0)
            return double.NaN;
        double sum = 0;
        int point = 0;
        for (int i = 0; i <= steps; i++)
        {
            while (point < _points.Count && (_points[point].Recall * steps) + 1e-9 < i)
                point++;
            sum += point < _points.Count ? _points[point].Precision : 0;
        }

        return sum / (steps + 1);
    }

    /// <summary>The area under the interpolated curve: PASCAL VOC from 2010 on.</summary>
    public double Area()
    {
        if (_positives == 0)
            return double.NaN;
        double sum = 0;
        double last = 0;
        foreach ((double recall, double precision) in _points)
        {
            sum += (recall - last) * precision;
            last = recall;
        }

        return sum;
    }
}
