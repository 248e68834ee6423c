using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>
/// From matches to curves. A detection that is no candidate is a false positive wherever it is inside the area range, so that the false positives before
/// a true positive are the detections counted so far less the candidates that matched something: only candidates are walked for every threshold.
/// Precision is the best at the recall or above, hence it is only needed at the true positives.
/// </summary>
internal sealed class CandidateWalk
{
    /// <summary>numpy's <c>spacing(1)</c>, which pycocotools adds to every denominator.</summary>
    private const double Spacing = 2.220446049250313e-16;

    private readonly CocoOptions _options;
    private readonly CocoCurves _curves;
    private readonly bool _strict;
    private readonly int _areas;
    private readonly int _limits;
    private readonly int[] _counted;

    private Candidate[] _candidates = [];

    /// <summary>For each candidate, area range and limit the detections inside the range so far.</summary>
    private int[] _insideSoFar = [];

    /// <summary>At the n-th true positive, n from 1; one more place ends the walk from the right.</summary>
    private double[] _precision = new double[2];
    private double[] _score = new double[2];

    public CandidateWalk(CocoOptions options, CocoCurves curves)
    {
        _options = options;
        _curves = curves;
        _strict = options.Mode == CocoMode.Strict;
        _areas = options.AreaRanges.Length;
        _limits = options.MaxDetections.Length;
        _counted = new int[_areas * _limits];
    }

    public void Evaluate(int category, ReadOnlySpan<int> rows, ReadOnlySpan<int> ranks, ReadOnlySpan<int> candidateOf, CocoMatcher matcher, ReadOnlySpan<double> scores)
    {
        int candidates = Collect(rows, ranks, candidateOf, matcher, scores);
        double firstScore = rows.IsEmpty ? 0 : scores[rows[0]];
        for (int area = 0; area < _areas; area++)
        {
            if (matcher.Positives[area] == 0)
                continue;
            for (int limit = 0; limit < _limits; limit++)
            {
                for (int t = 0; t < _curves.Thresholds; t++)
                {
                    int hits = Walk(area, limit, t, candidates, matcher);
                    Write(category, area, limit, t, hits, matcher.Positives[area], firstScore);
                }
            }
        }
    }

    /// <summary>One pass over the detections that notes for each candidate how many stood before it.</summary>
    private int Collect(ReadOnlySpan<int> rows, ReadOnlySpan<int> ranks, ReadOnlySpan<int> candidateOf, CocoMatcher matcher, ReadOnlySpan<double> scores)
    {
        if (_candidates.Length < matcher.Candidates)
        {
            _candidates = new Candidate[matcher.Candidates];
            _insideSoFar = new int[matcher.Candidates * _counted.Length];
            _precision = new double[matcher.Candidates + 2];
            _score = new double[matcher.Candidates + 2];
        }

        Array.Clear(_counted);
        ReadOnlySpan<double> areas = matcher.DetectionAreas;
        int count = 0;
        int groupStart = 0;
        for (int p = 0; p < rows.Length; p++)
        {
            byte inside = 0;
            double area = areas[rows[p]];
            for (int a = 0; a < _areas; a++)
                inside |= (byte)(CocoMatcher.InRange(area, _options.AreaRanges[a], _strict) ? 1 << a : 0);
            int limit = 0;
            while (ranks[p] >= _options.MaxDetections[limit])
                limit++;
            if (candidateOf[p] >= 0)
            {
                _candidates[count] = new(candidateOf[p], limit, inside, scores[rows[p]]);
                if (_strict)
                    Note(count);
                count++;
            }

            for (int a = 0; a < _areas; a++)
                _counted[(a * _limits) + limit] += (inside >> a) & 1;
            // Without pycocotools' quirk equal scores enter together: what counts is what stands at the end of the group.
            if (!_strict && (p + 1 == rows.Length || scores[rows[p + 1]] < scores[rows[p]]))
            {
                for (; groupStart < count; groupStart++)
                    Note(groupStart);
            }
        }

        return count;
    }

    private void Note(int candidate)
    {
        Span<int> soFar = _insideSoFar.AsSpan(candidate * _counted.Length, _counted.Length);
        for (int a = 0; a < _areas; a++)
        {
            int sum = 0;
            for (int m = 0; m < _limits; m++)
            {
                // A detection below one limit is below every higher one.
                sum += _counted[(a * _limits) + m];
                soFar[(a * _limits) + m] = sum;
            }
        }
    }

    /// <summary>Fills precision and score at each true positive, from 1 on; returns their number.</summary>
    private int Walk(int area, int limit, int threshold, int candidates, CocoMatcher matcher)
    {
        int cell = (area * _curves.Thresholds) + threshold;
        int column = (area * _limits) + limit;
        int hits = 0;
        int matchedInside = 0;
        int settled = 0;
        for (int i = 0; i < candidates; i++)
        {
            Candidate candidate = _candidates[i];
            if (candidate.Limit <= limit)
            {
                MatchState state = matcher.States(candidate.Index)[cell];
                if (state == MatchState.TruePositive)
                {
                    hits++;
                    _score[hits] = candidate.Score;
                    if (_strict)
                        _precision[hits] = hits / (_insideSoFar[(i * _counted.Length) + column] - matchedInside + hits + Spacing);
                }

                if (state != MatchState.Unmatched)
                    matchedInside += (candidate.Inside >> area) & 1;
            }

            if (!_strict && hits > settled && (i + 1 == candidates || _candidates[i + 1].Score < candidate.Score))
            {
                double precision = (double)hits / (_insideSoFar[(i * _counted.Length) + column] - matchedInside + hits);
                while (settled < hits)
                    _precision[++settled] = precision;
            }
        }

        return hits;
    }

    private void Write(int category, int area, int limit, int threshold, int hits, int positives, double firstScore)
    {
        // From the right, each precision becomes the best at its recall or above.
        _precision[hits + 1] = 0;
        for (int n = hits - 1; n >= 1; n--)
            _precision[n] = Math.Max(_precision[n], _precision[n + 1]);
        _curves.Recall[_curves.RecallIndex(threshold, category, area, limit)] = (double)hits / positives;
        int hit = 1;
        for (int r = 0; r < _curves.Recalls; r++)
        {
            double recall = _options.RecallThresholds[r];
            while (hit <= hits && !Reaches(hit, positives, recall))
                hit++;
            int index = _curves.PrecisionIndex(threshold, r, category, area, limit);
            // Recall 0 is reached by the very first detection, whatever it is.
            bool atFirst = recall <= 0;
            _curves.Precision[index] = hit <= hits ? _precision[hit] : 0;
            _curves.Scores[index] = atFirst ? firstScore : hit <= hits ? _score[hit] : 0;
        }
    }

    /// <summary>Strict compares rounded numbers (7 of 100 does not reach 0.07); Corrected gives the rounding its due.</summary>
    private bool Reaches(int hit, int positives, double recall) =>
        _strict ? (double)hit / positives >= recall : hit >= (recall * positives) - (1e-9 * positives);

    /// <param name="Index">The candidate's number in the matcher.</param>
    /// <param name="Limit">The first limit of detections it is within.</param>
    /// <param name="Inside">A bit for each area range its own area is in.</param>
    /// <param name="Score">Its score.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(int Index, int Limit, byte Inside, double Score);
}
