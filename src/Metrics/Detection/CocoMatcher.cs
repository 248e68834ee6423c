using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>What became of a candidate at one threshold and area range.</summary>
internal enum MatchState : byte
{
    /// <summary>No truth was left for it: a false positive, or ignored when it lies outside the area range.</summary>
    Unmatched,

    /// <summary>It matched a truth that counts.</summary>
    TruePositive,

    /// <summary>It matched a truth that is ignored.</summary>
    Ignored,
}

/// <summary>COCO's greedy matching within one image and category: detections by falling score take the truth they overlap most, ignored truths last.</summary>
internal sealed class CocoMatcher
{
    /// <summary>pycocotools' 1 - 1e-10: an overlap of 1 may come out a little smaller.</summary>
    private const double AlmostOne = 1 - 1e-10;

    private readonly DetectionTable _table;
    private readonly CocoOptions _options;
    private readonly ISimilarity _similarity;
    private readonly TruthTies _ties;
    private readonly double[] _thresholds;
    private readonly bool _strict;
    private readonly int _cells;

    private byte[] _states = [];
    private double[] _overlaps = [];
    private int[] _truthRows = [];
    private int[] _detectionRows = [];
    private int[] _order = [];
    private bool[] _ignored = [];
    private bool[] _ignoredByArea = [];
    private bool[] _crowd = [];
    private bool[] _taken = [];
    private int[] _candidates = [];

    /// <summary>The number of the image's first candidate.</summary>
    private int _firstCandidate;

    public CocoMatcher(DetectionTable table, CocoOptions options)
    {
        _table = table;
        _options = options;
        _strict = options.Mode == CocoMode.Strict;
        _thresholds = [.. options.IoUThresholds.Select(t => Math.Min(t, AlmostOne))];
        _cells = options.AreaRanges.Length * _thresholds.Length;
        _ties = new TruthTies(table);
        Positives = new int[options.AreaRanges.Length];
        _similarity = options.Kind switch
        {
            DetectionKind.Boxes => new BoxSimilarity(table.Truths, table.Detections),
            DetectionKind.Masks => new MaskSimilarity(table.Truths, table.Detections),
            _ => new KeypointSimilarity(table.Truths, table.Detections, options.KeypointSigmas),
        };
    }

    /// <summary>Truths that count, for each area range.</summary>
    public int[] Positives { get; }

    /// <summary>Detections that overlap some truth enough for the lowest threshold.</summary>
    public int Candidates { get; private set; }

    public ReadOnlySpan<MatchState> States(int candidate) => MemoryMarshal.Cast<byte, MatchState>(_states.AsSpan(candidate * _cells, _cells));

    public void Begin()
    {
        Array.Clear(Positives);
        Candidates = 0;
    }

    /// <param name="truthRows">The image's truths.</param>
    /// <param name="positions">Places of the image's detections in <paramref name="order"/>, by falling score.</param>
    /// <param name="order">Indices into <paramref name="rows"/>.</param>
    /// <param name="rows">The category's detections.</param>
    /// <param name="candidateOf">Receives, at a detection's place, its number as a candidate.</param>
    public void Match(ReadOnlySpan<int> truthRows, ReadOnlySpan<int> positions, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, int[] candidateOf)
    {
        int truths = truthRows.Length;
        Reserve(truths, positions.Length);
        truthRows.CopyTo(_truthRows);
        if (!_strict && truths > 1)
            _ties.Settle(_truthRows.AsSpan(0, truths));
        int candidates = FindCandidates(truths, positions, order, rows, candidateOf);
        for (int area = 0; area < _options.AreaRanges.Length; area++)
        {
            Positives[area] += OrderTruths(area, truths);
            if (candidates == 0)
                continue;
            // Area ranges that ignore the same truths match alike.
            int alike = Alike(area, truths);
            for (int t = 0; alike < 0 && t < _thresholds.Length; t++)
                MatchAt((area * _thresholds.Length) + t, _thresholds[t], truths, candidates);
            for (int c = 0; alike >= 0 && c < candidates; c++)
            {
                Span<byte> states = _states.AsSpan((_firstCandidate + c) * _cells, _cells);
                states.Slice(alike * _thresholds.Length, _thresholds.Length).CopyTo(states[(area * _thresholds.Length)..]);
            }
        }
    }

    /// <summary>Overlaps of all, and of the detections those that can match at all; returns their number.</summary>
    private int FindCandidates(int truths, ReadOnlySpan<int> positions, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, int[] candidateOf)
    {
        if (positions.IsEmpty)
            return 0;
        for (int i = 0; i < positions.Length; i++)
            _detectionRows[i] = rows[order[positions[i]]];
        _similarity.Fill(_detectionRows.AsSpan(0, positions.Length), _truthRows.AsSpan(0, truths), _overlaps);
        int candidates = 0;
        _firstCandidate = Candidates;
        for (int i = 0; i < positions.Length; i++)
        {
            bool any = false;
            foreach (double overlap in _overlaps.AsSpan(i * truths, truths))
                any |= overlap >= _thresholds[0];
            if (!any)
                continue;
            _candidates[candidates++] = i;
            candidateOf[positions[i]] = Candidates++;
        }

        int needed = Candidates * _cells;
        if (_states.Length < needed)
            Array.Resize(ref _states, Math.Max(needed, 2 * _states.Length));
        return candidates;
    }

    /// <summary>Truths that count in the area range first, ignored ones after, each as they came; returns the number that count.</summary>
    private int OrderTruths(int area, int truths)
    {
        AreaRange range = _options.AreaRanges[area];
        int count = 0;
        for (int g = 0; g < truths; g++)
        {
            int row = _truthRows[g];
            TruthFlags flags = _table.Truths.Flags[row];
            _crowd[g] = flags.HasFlag(TruthFlags.Crowd);
            _ignored[g] = (flags & Ignoring) != TruthFlags.None || !Inside(_table.Truths.Areas[row], range);
            if (!_ignored[g])
                _order[count++] = g;
        }

        int next = count;
        for (int g = 0; g < truths; g++)
        {
            if (_ignored[g])
                _order[next++] = g;
        }

        return count;
    }

    private int Alike(int area, int truths)
    {
        ReadOnlySpan<bool> ignored = _ignored.AsSpan(0, truths);
        ignored.CopyTo(_ignoredByArea.AsSpan(area * truths));
        for (int a = 0; a < area; a++)
        {
            if (_ignoredByArea.AsSpan(a * truths, truths).SequenceEqual(ignored))
                return a;
        }

        return -1;
    }

    /// <summary>pycocotools overwrites an annotation's ignore flag by its crowd flag.</summary>
    private TruthFlags Ignoring =>
        TruthFlags.Crowd | (_options.Kind == DetectionKind.Keypoints ? TruthFlags.NoKeypoints : TruthFlags.None) | (_strict ? TruthFlags.None : TruthFlags.Ignore);

    private bool Inside(double area, AreaRange range) => InRange(area, range, _strict);

    public static bool InRange(double area, AreaRange range, bool strict) =>
        strict ? !(area < range.Least || area > range.Most) : area >= range.Least && (area < range.Most || range.Most >= AreaRange.All.Most);

    private void MatchAt(int cell, double threshold, int truths, int candidates)
    {
        Array.Clear(_taken, 0, truths);
        ReadOnlySpan<int> order = _order.AsSpan(0, truths);
        for (int c = 0; c < candidates; c++)
        {
            ReadOnlySpan<double> overlaps = _overlaps.AsSpan(_candidates[c] * truths, truths);
            double best = threshold;
            int match = -1;
            foreach (int g in order)
            {
                if (_taken[g] && !_crowd[g])
                    continue;
                // With a match that counts in hand, ignored truths are not looked at.
                if (match >= 0 && !_ignored[match] && _ignored[g])
                    break;
                // Not "at most": of equal overlaps the later truth is taken.
                if (overlaps[g] < best)
                    continue;
                best = overlaps[g];
                match = g;
            }

            MatchState state = MatchState.Unmatched;
            if (match >= 0)
            {
                _taken[match] = true;
                if (_ignored[match])
                    state = MatchState.Ignored;
                else if (!(_strict && _table.Truths.Ids[_truthRows[match]] == 0))
                    state = MatchState.TruePositive;
                // pycocotools marks a match by the truth's id, so that a match with id 0 looks like none.
            }

            _states[((_firstCandidate + c) * _cells) + cell] = (byte)state;
        }
    }

    private void Reserve(int truths, int detections)
    {
        if (_truthRows.Length < truths)
        {
            int room = Math.Max(truths, 2 * _truthRows.Length);
            (_truthRows, _order, _ignored, _crowd, _taken) = (new int[room], new int[room], new bool[room], new bool[room], new bool[room]);
            _ignoredByArea = new bool[room * _options.AreaRanges.Length];
        }

        if (_detectionRows.Length < detections)
        {
            int room = Math.Max(detections, 2 * _detectionRows.Length);
            (_detectionRows, _candidates) = (new int[room], new int[room]);
        }

        if (_overlaps.Length < truths * detections)
            _overlaps = new double[Math.Max(truths * detections, 2 * _overlaps.Length)];
    }
}
