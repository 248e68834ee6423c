using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>
/// One category of COCO's protocol: detections by falling score, matched image by image, to precision and recall for every threshold, area range and limit.
/// One object serves one thread; its memory is reused from category to category.
/// </summary>
/// <remarks>
/// Overlaps are computed once. Most detections overlap nothing enough for the lowest threshold: they are false positives everywhere, and only the others
/// (the candidates) are matched and walked for each of the thresholds.
/// </remarks>
internal sealed class CocoCategoryEvaluator
{
    private readonly CocoProblem _problem;
    private readonly CocoMatcher _matcher;
    private readonly CandidateWalk _walk;
    private readonly DetectionTies _ties;
    private readonly FallingScores _sorter = new();
    private readonly int[] _seenInImage;
    private readonly int[] _slotOfImage;

    // The category's detections as columns of their own: sorting by score makes every access a random one, and these stay in the cache.
    private int[] _images = [];
    private double[] _scores = [];
    private double[] _areas = [];

    // By falling score, without those beyond the highest limit.
    private int[] _order = [];
    private int[] _ranks = [];
    private int[] _candidateOf = [];

    public CocoCategoryEvaluator(CocoProblem problem, CocoCurves curves)
    {
        _problem = problem;
        _matcher = new CocoMatcher(problem.Table, problem.Options);
        _walk = new CandidateWalk(problem.Options, curves);
        _ties = new DetectionTies(problem.Table);
        _seenInImage = new int[problem.ImageRanks.Length];
        _slotOfImage = new int[problem.ImageRanks.Length];
    }

    public void Evaluate(int category)
    {
        ReadOnlySpan<int> truthRows = _problem.TruthRows.AsSpan(_problem.TruthStarts[category].._problem.TruthStarts[category + 1]);
        ReadOnlySpan<int> detectionRows = _problem.DetectionRows.AsSpan(_problem.DetectionStarts[category].._problem.DetectionStarts[category + 1]);
        Gather(detectionRows);
        int kept = KeepBest(detectionRows);
        _matcher.Begin();
        MatchImages(truthRows, detectionRows, kept);
        _walk.Evaluate(category, _order.AsSpan(0, kept), _ranks, _candidateOf, _scores, _areas, _matcher);
    }

    private void Gather(ReadOnlySpan<int> rows)
    {
        if (_images.Length < rows.Length)
        {
            (_images, _scores, _areas) = (new int[rows.Length], new double[rows.Length], new double[rows.Length]);
            (_order, _ranks, _candidateOf) = (new int[rows.Length], new int[rows.Length], new int[rows.Length]);
        }

        DetectionColumns detections = _problem.Table.Detections;
        ReadOnlySpan<int> images = CollectionsMarshal.AsSpan(detections.Images);
        ReadOnlySpan<double> scores = CollectionsMarshal.AsSpan(detections.Scores);
        ReadOnlySpan<double> areas = CollectionsMarshal.AsSpan(detections.Areas);
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            (_images[i], _scores[i], _areas[i], _order[i]) = (images[row], scores[row], areas[row], i);
        }

        // pycocotools takes the box's area, where there is one, even when masks are compared.
        if (_problem.Options is { Mode: CocoMode.Corrected, Kind: DetectionKind.Masks })
        {
            for (int i = 0; i < rows.Length; i++)
                _areas[i] = detections.Masks[rows[i]].Area;
        }
    }

    /// <summary>Sorts the category's detections by falling score and keeps, for each image, as many as the highest limit allows.</summary>
    private int KeepBest(ReadOnlySpan<int> rows)
    {
        Span<int> order = _order.AsSpan(0, rows.Length);
        _sorter.Sort(order, _scores);
        if (_problem.Options.Mode == CocoMode.Corrected)
            _ties.Settle(order, rows, _images, _scores);

        int most = _problem.Options.MaxDetections[^1];
        int kept = 0;
        foreach (int i in order)
        {
            int rank = _seenInImage[_images[i]]++;
            if (rank < most)
                (_order[kept], _ranks[kept], kept) = (i, rank, kept + 1);
        }

        for (int i = 0; i < rows.Length; i++)
            _seenInImage[_images[i]] = 0;
        return kept;
    }

    private void MatchImages(ReadOnlySpan<int> truthRows, ReadOnlySpan<int> detectionRows, int kept)
    {
        Array.Fill(_candidateOf, -1, 0, kept);
        ReadOnlySpan<int> truthImages = CollectionsMarshal.AsSpan(_problem.Table.Truths.Images);

        // A slot is an image with truths of this category; slot 0 stands for all others.
        int slots = 0;
        for (int i = 0; i < truthRows.Length; i++)
        {
            if (i == 0 || truthImages[truthRows[i]] != truthImages[truthRows[i - 1]])
                _slotOfImage[truthImages[truthRows[i]]] = ++slots;
        }

        var starts = new int[slots + 2];
        for (int p = 0; p < kept; p++)
            starts[_slotOfImage[_images[_order[p]]] + 1]++;
        starts[1] = 0;
        for (int s = 1; s <= slots; s++)
            starts[s + 1] += starts[s];
        var positions = new int[starts[slots + 1]];
        int[] next = starts[..^1];
        for (int p = 0; p < kept; p++)
        {
            int slot = _slotOfImage[_images[_order[p]]];
            if (slot > 0)
                positions[next[slot]++] = p;
        }

        int first = 0;
        for (int s = 1; s <= slots; s++)
        {
            int end = first + 1;
            while (end < truthRows.Length && truthImages[truthRows[end]] == truthImages[truthRows[first]])
                end++;
            _matcher.Match(truthRows[first..end], positions.AsSpan(starts[s]..starts[s + 1]), _order, detectionRows, _candidateOf);
            _slotOfImage[truthImages[truthRows[first]]] = 0;
            first = end;
        }
    }
}
