namespace DeepRecipes.Metrics;

/// <summary>
/// TIDE's split of errors. Detections are matched greedily by falling score within their category; each false positive gets the first kind that fits, in
/// TIDE's order; then each kind is mended alone and the average precision computed anew.
/// </summary>
internal sealed class ErrorAnalysis
{
    private readonly DetectionTable _table;
    private readonly ISimilarity _similarity;
    private readonly double _threshold;
    private readonly double _background;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<int> _matched = [];

    private ErrorAnalysis(DetectionTable table, CocoOptions options, double threshold, double background)
    {
        _table = table;
        _similarity = ImageRows.Similarity(table, options);
        (_threshold, _background) = (threshold, background);
    }

    public static DetectionErrors Run(DetectionTable table, CocoOptions options, double threshold, double background)
    {
        var analysis = new ErrorAnalysis(table, options, threshold, background);
        var images = new ImageRows(table);
        for (int image = 0; image < images.Count; image++)
            analysis.Sort(images.Detections(image), images.Truths(image));
        return analysis.Summarise();
    }

    private void Sort(int[] detections, int[] truths)
    {
        var overlaps = new double[detections.Length * truths.Length];
        _similarity.Fill(detections, truths, overlaps);
        var findings = new List<Finding>();
        for (int d = 0; d < detections.Length; d++)
        {
            int detection = detections[d];
            int category = _table.Detections.Categories[detection];
            ReadOnlySpan<double> row = overlaps.AsSpan(d * truths.Length, truths.Length);
            int match = Best(row, truths, g => Same(g) && !_matched.Contains(g) && !ImageRows.IsIgnored(_table.Truths, g));
            if (match >= 0 && row[match] >= _threshold)
            {
                _matched.Add(truths[match]);
                findings.Add(new(detection, d, null, truths[match]));
                continue;
            }

            // What lies on an ignored truth counts nowhere.
            int ignored = Best(row, truths, g => Same(g) && ImageRows.IsIgnored(_table.Truths, g));
            if (ignored < 0 || row[ignored] < _threshold)
                findings.Add(new(detection, d, DetectionErrorKind.Background, -1));

            bool Same(int g) => _table.Truths.Categories[g] == category;
        }

        // Duplicates are told by what was matched, so that kinds are only known after all matches are made.
        foreach (Finding finding in findings)
            _findings.Add(finding.Error is null ? finding : Kind(finding, overlaps.AsSpan(finding.Place * truths.Length, truths.Length), truths));
    }

    private Finding Kind(Finding finding, ReadOnlySpan<double> overlaps, int[] truths)
    {
        int category = _table.Detections.Categories[finding.Detection];
        int own = Best(overlaps, truths, g => _table.Truths.Categories[g] == category && !ImageRows.IsIgnored(_table.Truths, g));
        int other = Best(overlaps, truths, g => _table.Truths.Categories[g] != category && !ImageRows.IsIgnored(_table.Truths, g));
        double ownOverlap = own < 0 ? 0 : overlaps[own];
        double otherOverlap = other < 0 ? 0 : overlaps[other];
        if (ownOverlap >= _background && ownOverlap < _threshold)
            return finding with { Error = DetectionErrorKind.Localization, Truth = truths[own] };
        if (otherOverlap >= _threshold)
            return finding with { Error = DetectionErrorKind.Classification, Truth = truths[other] };
        if (ownOverlap >= _threshold)
            return finding with { Error = DetectionErrorKind.Duplicate };
        return Math.Max(ownOverlap, otherOverlap) <= _background ? finding : finding with { Error = DetectionErrorKind.Both };
    }

    private static int Best(ReadOnlySpan<double> overlaps, int[] truths, Func<int, bool> allowed)
    {
        int best = -1;
        for (int g = 0; g < truths.Length; g++)
        {
            if (allowed(truths[g]) && (best < 0 || overlaps[g] > overlaps[best]))
                best = g;
        }

        return best;
    }

    private DetectionErrors Summarise()
    {
        HashSet<int> near = [.. _findings.Where(f => f.Error is DetectionErrorKind.Localization or DetectionErrorKind.Classification).Select(f => f.Truth)];
        int[] missed = [.. Enumerable.Range(0, _table.Truths.Count).Where(g => !ImageRows.IsIgnored(_table.Truths, g) && !_matched.Contains(g) && !near.Contains(g))];
        double ap = Ap(null, missed);
        return new(_threshold, _background, ap, [.. Enum.GetValues<DetectionErrorKind>().Select(kind => new DetectionError(
            kind, kind == DetectionErrorKind.Missed ? missed.Length : _findings.Count(f => f.Error == kind), Ap(kind, missed) - ap))]);
    }

    /// <summary>The average precision with one kind of error mended.</summary>
    private double Ap(DetectionErrorKind? mended, int[] missed)
    {
        int categories = _table.Categories.Length;
        List<(double Score, bool Hit)>[] lists = [.. Enumerable.Range(0, categories).Select(_ => new List<(double Score, bool Hit)>())];
        var positives = new long[categories];
        for (int g = 0; g < _table.Truths.Count; g++)
            positives[_table.Truths.Categories[g]] += ImageRows.IsIgnored(_table.Truths, g) ? 0 : 1;
        if (mended == DetectionErrorKind.Missed)
        {
            foreach (int g in missed)
                positives[_table.Truths.Categories[g]]--;
        }

        // Mended, a detection finds its truth if nobody else did; of several the one with the highest score, and the others are gone.
        Dictionary<int, int> finder = mended is DetectionErrorKind.Localization or DetectionErrorKind.Classification
            ? _findings.Where(f => f.Error == mended && !_matched.Contains(f.Truth)).GroupBy(f => f.Truth)
                .ToDictionary(group => group.Key, group => group.MaxBy(f => _table.Detections.Scores[f.Detection])!.Detection)
            : [];
        foreach (Finding finding in _findings)
        {
            double score = _table.Detections.Scores[finding.Detection];
            if (finding.Error is null || finding.Error != mended)
                lists[_table.Detections.Categories[finding.Detection]].Add((score, finding.Error is null));
            else if (finder.TryGetValue(finding.Truth, out int first) && first == finding.Detection)
                lists[_table.Truths.Categories[finding.Truth]].Add((score, true));
        }

        return Enumerable.Range(0, categories).Where(k => positives[k] > 0)
            .Select(k => new InterpolatedPrecision(lists[k], positives[k]).AtSteps(100)).DefaultIfEmpty(double.NaN).Average();
    }

    /// <param name="Detection">Row of the detection.</param>
    /// <param name="Place">Its place among the image's detections.</param>
    /// <param name="Error">What is wrong; <see langword="null"/> when it is right.</param>
    /// <param name="Truth">Row of the truth it found or meant; -1 for none.</param>
    private sealed record Finding(int Detection, int Place, DetectionErrorKind? Error, int Truth);
}
