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
    private readonly CocoOptions _options;
    private readonly TruthColumns _truths;
    private readonly DetectionColumns _detections;
    private readonly bool _strict;
    private readonly CocoMatcher _matcher;
    private readonly CandidateWalk _walk;
    private readonly DetectionTies _ties;
    private readonly FallingScores _sorter = new();
    private readonly int[] _seenInImage;
    private readonly int[] _slotOfImage;

    private int[] _rows = [];
    private int[] _ranks = [];
    private int[] _candidateOf = [];

    public CocoCategoryEvaluator(CocoProblem problem, CocoCurves curves)
    {
        _problem = problem;
        _options = problem.Options;
        _truths = problem.Table.Truths;
        _detections = problem.Table.Detections;
        _strict = _options.Mode == CocoMode.Strict;
        _matcher = new CocoMatcher(problem.Table, _options);
        _walk = new CandidateWalk(_options, curves);
        _ties = new DetectionTies(problem.Table);
        _seenInImage = new int[problem.ImageRanks.Length];
        _slotOfImage = new int[problem.ImageRanks.Length];
    }

    public void Evaluate(int category)
    {
        ReadOnlySpan<int> truthRows = _problem.TruthRows.AsSpan(_problem.TruthStarts[category].._problem.TruthStarts[category + 1]);
        int kept = KeepBest(category);
        _matcher.Begin();
        MatchImages(truthRows, kept);
        _walk.Evaluate(category, _rows.AsSpan(0, kept), _ranks.AsSpan(0, kept), _candidateOf.AsSpan(0, kept), _matcher, CollectionsMarshal.AsSpan(_detections.Scores));
    }

    /// <summary>Sorts the category's detections by falling score and keeps, for each image, as many as the highest limit allows.</summary>
    private int KeepBest(int category)
    {
        ReadOnlySpan<int> all = _problem.DetectionRows.AsSpan(_problem.DetectionStarts[category].._problem.DetectionStarts[category + 1]);
        if (_rows.Length < all.Length)
            (_rows, _ranks, _candidateOf) = (new int[all.Length], new int[all.Length], new int[all.Length]);
        Span<int> rows = _rows.AsSpan(0, all.Length);
        all.CopyTo(rows);
        _sorter.Sort(rows, CollectionsMarshal.AsSpan(_detections.Scores));
        if (!_strict)
            _ties.Settle(rows);

        ReadOnlySpan<int> images = CollectionsMarshal.AsSpan(_detections.Images);
        int most = _options.MaxDetections[^1];
        int kept = 0;
        foreach (int row in rows)
        {
            int rank = _seenInImage[images[row]]++;
            if (rank < most)
                (_rows[kept], _ranks[kept], kept) = (row, rank, kept + 1);
        }

        foreach (int row in all)
            _seenInImage[images[row]] = 0;
        return kept;
    }

    private void MatchImages(ReadOnlySpan<int> truthRows, int kept)
    {
        Array.Fill(_candidateOf, -1, 0, kept);
        ReadOnlySpan<int> truthImages = CollectionsMarshal.AsSpan(_truths.Images);
        ReadOnlySpan<int> images = CollectionsMarshal.AsSpan(_detections.Images);

        // A slot is an image with truths of this category; slot 0 stands for all others.
        int slots = 0;
        for (int i = 0; i < truthRows.Length; i++)
        {
            if (i == 0 || truthImages[truthRows[i]] != truthImages[truthRows[i - 1]])
                _slotOfImage[truthImages[truthRows[i]]] = ++slots;
        }

        var starts = new int[slots + 2];
        for (int p = 0; p < kept; p++)
            starts[_slotOfImage[images[_rows[p]]] + 1]++;
        starts[1] = 0;
        for (int s = 1; s <= slots; s++)
            starts[s + 1] += starts[s];
        var positions = new int[starts[slots + 1]];
        int[] next = starts[..^1];
        for (int p = 0; p < kept; p++)
        {
            int slot = _slotOfImage[images[_rows[p]]];
            if (slot > 0)
                positions[next[slot]++] = p;
        }

        int first = 0;
        for (int s = 1; s <= slots; s++)
        {
            int end = first + 1;
            while (end < truthRows.Length && truthImages[truthRows[end]] == truthImages[truthRows[first]])
                end++;
            _matcher.Match(truthRows[first..end], positions.AsSpan(starts[s]..starts[s + 1]), _rows, _candidateOf);
            _slotOfImage[truthImages[truthRows[first]]] = 0;
            first = end;
        }
    }
}
