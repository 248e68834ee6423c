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

    /// <summary>For each area range and threshold the candidates' states in a row.</summary>
    private MatchState[] _states = [];

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

    /// <param name="category">Whose curves to write.</param>
    /// <param name="order">The detections by falling score.</param>
    /// <param name="ranks">For each place of the order, the detection's place in its image.</param>
    /// <param name="candidateOf">For each place of the order, the number of the candidate, or -1.</param>
    /// <param name="scores">Of each detection.</param>
    /// <param name="areas">Of each detection.</param>
    /// <param name="matcher">What became of the candidates.</param>
    public void Evaluate(
        int category, ReadOnlySpan<int> order, ReadOnlySpan<int> ranks, ReadOnlySpan<int> candidateOf, ReadOnlySpan<double> scores, ReadOnlySpan<double> areas, CocoMatcher matcher)
    {
        int candidates = Collect(order, ranks, candidateOf, scores, areas, matcher);
        double firstScore = order.IsEmpty ? 0 : scores[order[0]];
        for (int area = 0; area < _areas; area++)
        {
            if (matcher.Positives[area] == 0)
                continue;
            for (int limit = 0; limit < _limits; limit++)
            {
                (double[] precisions, double[] reached) = _curves.Reserve(category, area, limit);
                for (int t = 0; t < _curves.Thresholds; t++)
                {
                    int hits = Walk(area, limit, t, candidates);
                    _curves.Recall[_curves.RecallIndex(t, category, area, limit)] = (double)hits / matcher.Positives[area];
                    int start = t * _curves.Recalls;
                    Write(hits, matcher.Positives[area], firstScore, precisions.AsSpan(start, _curves.Recalls), reached.AsSpan(start, _curves.Recalls));
                }
            }
        }
    }

    /// <summary>One pass over the detections that notes for each candidate how many stood before it.</summary>
    private int Collect(
        ReadOnlySpan<int> order, ReadOnlySpan<int> ranks, ReadOnlySpan<int> candidateOf, ReadOnlySpan<double> scores, ReadOnlySpan<double> areas, CocoMatcher matcher)
    {
        if (_candidates.Length < matcher.Candidates)
        {
            _candidates = new Candidate[matcher.Candidates];
            _insideSoFar = new int[matcher.Candidates * _counted.Length];
            _states = new MatchState[matcher.Candidates * _areas * _curves.Thresholds];
            _precision = new double[matcher.Candidates + 2];
            _score = new double[matcher.Candidates + 2];
        }

        Array.Clear(_counted);
        ReadOnlySpan<AreaRange> ranges = _options.AreaRanges.AsSpan();
        ReadOnlySpan<int> limits = _options.MaxDetections.AsSpan();
        int count = 0;
        int groupStart = 0;
        for (int p = 0; p < order.Length; p++)
        {
            int inside = 0;
            double area = areas[order[p]];
            for (int a = 0; a < ranges.Length; a++)
                inside |= CocoMatcher.InRange(area, ranges[a], _strict) ? 1 << a : 0;
            int limit = 0;
            while (ranks[p] >= limits[limit])
                limit++;
            if (candidateOf[p] >= 0)
            {
                _candidates[count] = new(limit, inside, scores[order[p]]);
                if (_strict)
                    Note(count);
                ReadOnlySpan<MatchState> states = matcher.States(candidateOf[p]);
                for (int cell = 0; cell < states.Length; cell++)
                    _states[(cell * matcher.Candidates) + count] = states[cell];
                count++;
            }

            for (int a = 0; a < ranges.Length; a++)
                _counted[(a * _limits) + limit] += (inside >> a) & 1;
            // Without pycocotools' quirk equal scores enter together: what counts is what stands at the end of the group.
            if (!_strict && (p + 1 == order.Length || scores[order[p + 1]] < scores[order[p]]))
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
    private int Walk(int area, int limit, int threshold, int candidates)
    {
        ReadOnlySpan<MatchState> states = _states.AsSpan(((area * _curves.Thresholds) + threshold) * candidates, candidates);
        int column = (area * _limits) + limit;
        int hits = 0;
        int matchedInside = 0;
        int settled = 0;
        int groupEnd = -1;
        for (int i = states.IndexOfAnyExcept(MatchState.Unmatched); i >= 0; i = Next(states, i))
        {
            ref readonly Candidate candidate = ref _candidates[i];
            if (candidate.Limit > limit)
                continue;
            if (!_strict && groupEnd >= 0 && candidate.Score < _candidates[groupEnd].Score)
                Settle(groupEnd);
            groupEnd = i;
            if (states[i] == MatchState.TruePositive)
            {
                hits++;
                _score[hits] = candidate.Score;
                if (_strict)
                    _precision[hits] = hits / (_insideSoFar[(i * _counted.Length) + column] - matchedInside + hits + Spacing);
            }

            matchedInside += (candidate.Inside >> area) & 1;
        }

        if (!_strict && groupEnd >= 0)
            Settle(groupEnd);
        return hits;

        // All of a group of equal scores have the precision at its end.
        void Settle(int candidate)
        {
            double precision = (double)hits / (_insideSoFar[(candidate * _counted.Length) + column] - matchedInside + hits);
            while (settled < hits)
                _precision[++settled] = precision;
        }
    }

    private static int Next(ReadOnlySpan<MatchState> states, int i)
    {
        int step = states[(i + 1)..].IndexOfAnyExcept(MatchState.Unmatched);
        return step < 0 ? -1 : i + 1 + step;
    }

    private void Write(int hits, int positives, double firstScore, Span<double> precisions, Span<double> scores)
    {
        // From the right, each precision becomes the best at its recall or above.
        for (int n = hits - 1; n >= 1; n--)
            _precision[n] = Math.Max(_precision[n], _precision[n + 1]);
        ReadOnlySpan<double> recalls = _options.RecallThresholds.AsSpan();
        int hit = 1;
        for (int r = 0; r < recalls.Length; r++)
        {
            while (hit <= hits && !Reaches(hit, positives, recalls[r]))
                hit++;
            bool reached = hit <= hits;
            precisions[r] = reached ? _precision[hit] : 0;
            // Recall 0 is reached by the very first detection, whatever it is.
            scores[r] = recalls[r] <= 0 ? firstScore : reached ? _score[hit] : 0;
        }
    }

    /// <summary>Strict compares rounded numbers (7 of 20 do not reach 35 * 0.01); Corrected gives the rounding its due.</summary>
    private bool Reaches(int hit, int positives, double recall) =>
        _strict ? (double)hit / positives >= recall : hit >= (recall * positives) - (1e-9 * positives);

    /// <param name="Limit">The first limit of detections it is within.</param>
    /// <param name="Inside">A bit for each area range its own area is in.</param>
    /// <param name="Score">Its score.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(int Limit, int Inside, double Score);
}
