using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Scores of a two-class classifier and what was true, to everything scikit-learn would say about them.</summary>
/// <remarks>Every row is kept (9 bytes, 17 with weights): curves and areas are exact, not binned.</remarks>
public sealed class BinaryClassificationAccumulator : IMetricAccumulator<BinaryClassificationAccumulator, BinaryClassificationResult>
{
    internal const string Kind = "binary";
    private const ushort Version = 1;

    private readonly List<bool> _labels = [];
    private readonly List<double> _scores = [];

    /// <summary>Empty as long as every weight was 1.</summary>
    private readonly List<double> _weights = [];
    private static readonly (string Name, Func<BinaryClassificationResult, double> Number)[] s_mainNumbers =
    [
        ("ROCAUC", r => r.Roc.Area), ("AP", r => r.PrecisionRecall.AveragePrecision), ("accuracy", r => r.Accuracy), ("balancedAccuracy", r => r.Confusion.BalancedAccuracy),
        ("precision", r => r.Precision), ("recall", r => r.Recall), ("F1", r => r.F1), ("MCC", r => r.Confusion.Mcc), ("logLoss", r => r.LogLoss), ("brier", r => r.Brier),
    ];

    private SampleSet _parts = new();

    /// <summary>An empty state.</summary>
    /// <param name="kind">What the scores are.</param>
    /// <param name="threshold">From which score on a row is predicted positive; by default 0.5 for probabilities and 0 for raw scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not finite.</exception>
    public BinaryClassificationAccumulator(ScoreKind kind = ScoreKind.Probability, double? threshold = null)
    {
        Scores = kind;
        Threshold = threshold ?? (kind == ScoreKind.Probability ? 0.5 : 0);
        Ensure.Finite(Threshold, nameof(threshold));
    }

    /// <summary>What the scores are.</summary>
    public ScoreKind Scores { get; }

    /// <summary>From which score on a row is predicted positive.</summary>
    public double Threshold { get; }

    /// <summary>Rows so far.</summary>
    public int Count => _labels.Count;

    /// <summary>Adds one row.</summary>
    /// <param name="label">True for the positive class.</param>
    /// <param name="score">A probability of 0 to 1, or any finite number for <see cref="ScoreKind.Raw"/>.</param>
    /// <param name="weight">Finite and not negative; a row of weight 0 counts as absent.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score or the weight is outside its range.</exception>
    public void Update(bool label, double score, double weight = 1) =>
        Update(new ReadOnlySpan<bool>(in label), new ReadOnlySpan<double>(in score), weight == 1 ? [] : new ReadOnlySpan<double>(in weight));

    /// <summary>Adds rows.</summary>
    /// <param name="labels">True for the positive class.</param>
    /// <param name="scores">As many scores.</param>
    /// <param name="weights">As many weights, or none for 1 each.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score or a weight is outside its range. Nothing was added.</exception>
    public void Update(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default)
    {
        RankedScores.EnsureRows(labels.Length, scores, weights);
        if (Scores == ScoreKind.Probability)
        {
            foreach (double score in scores)
                Ensure.InRange(score, 0, 1, nameof(scores));
        }

        AddWeights(weights, scores.Length);
        _labels.AddRange(labels);
        _scores.AddRange(scores);
    }

    /// <summary>Names the data as a part, so that a merge refuses to count it twice. Rows have no identity of their own.</summary>
    /// <param name="part">An id the caller chooses (a file's hash, a shard's number).</param>
    /// <exception cref="DuplicateSampleException">The part is already in the state.</exception>
    public void AddPart(long part) => _parts.Add(part);

    /// <inheritdoc/>
    public void Merge(BinaryClassificationAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            throw new ArgumentException("A state cannot be merged with itself: every row would count twice.", nameof(other));
        if (Scores != other.Scores)
            throw new MetricMismatchException(nameof(Scores), Scores, other.Scores);
        if (!Threshold.Equals(other.Threshold))
            throw new MetricMismatchException(nameof(Threshold), Threshold, other.Threshold);
        _parts.EnsureDisjoint(other._parts);
        _parts.AddAll(other._parts);
        AddWeights(CollectionsMarshal.AsSpan(other._weights), other.Count);
        _labels.AddRange(CollectionsMarshal.AsSpan(other._labels));
        _scores.AddRange(CollectionsMarshal.AsSpan(other._scores));
    }

    /// <inheritdoc/>
    public BinaryClassificationResult Compute() =>
        BinaryClassificationResult.From(Scores, Threshold, CollectionsMarshal.AsSpan(_labels), CollectionsMarshal.AsSpan(_scores), CollectionsMarshal.AsSpan(_weights));

    /// <summary>How far a number may stray with another sample of the same size: a percentile bootstrap interval (Efron 1979).</summary>
    /// <param name="number">Any number of the result, such as <c>r =&gt; r.Roc.Area</c>.</param>
    /// <param name="options">Replicates, level and seed; <see langword="null"/> for the defaults.</param>
    /// <returns>The interval; the same for the same data and seed, in whatever order the rows came.</returns>
    public BootstrapInterval Bootstrap(Func<BinaryClassificationResult, double> number, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(number);
        return Bootstrap([number], options)[0];
    }

    /// <summary>The intervals of the main numbers, all from the same samples.</summary>
    /// <param name="options">Replicates, level and seed; <see langword="null"/> for the defaults.</param>
    /// <returns>The intervals by the names that <see cref="ClassificationJson"/> gives the numbers.</returns>
    public IReadOnlyDictionary<string, BootstrapInterval> Bootstrap(BootstrapOptions? options = null)
    {
        BootstrapInterval[] intervals = Bootstrap([.. s_mainNumbers.Select(main => main.Number)], options);
        return s_mainNumbers.Zip(intervals).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
    }

    private BootstrapInterval[] Bootstrap(Func<BinaryClassificationResult, double>[] numbers, BootstrapOptions? options)
    {
        int[] order = CanonicalOrder();
        bool[] labels = Array.ConvertAll(order, i => _labels[i]);
        double[] scores = Array.ConvertAll(order, i => _scores[i]);
        double[] weights = Array.ConvertAll(order, i => _weights.Count == 0 ? 1 : _weights[i]);
        BinaryClassificationResult all = Compute();
        return Bootstrapper.Intervals(Array.ConvertAll(numbers, number => number(all)), order.Length, options ?? new(), counts =>
        {
            var drawn = new double[counts.Length];
            for (int i = 0; i < drawn.Length; i++)
                drawn[i] = weights[i] * counts[i];
            BinaryClassificationResult one = BinaryClassificationResult.From(Scores, Threshold, labels, scores, drawn);
            return Array.ConvertAll(numbers, number => number(one));
        });
    }

    /// <inheritdoc/>
    public byte[] Serialize()
    {
        int[] order = CanonicalOrder();
        var writer = new StateWriter(Kind, Version);
        writer.Int64((long)Scores);
        writer.Double(Threshold);
        _parts.Write(writer);
        writer.Column<byte>(Array.ConvertAll(order, i => _labels[i] ? (byte)1 : (byte)0));
        writer.Column<double>(Array.ConvertAll(order, i => _scores[i]));
        writer.Column<double>(_weights.Count == 0 ? [] : Array.ConvertAll(order, i => _weights[i]));
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public static BinaryClassificationAccumulator Deserialize(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, Kind, Version);
        var accumulator = new BinaryClassificationAccumulator((ScoreKind)reader.Int32(0, 1), reader.Double());
        accumulator._parts = SampleSet.Read(ref reader);
        byte[] labels = reader.Column<byte>();
        double[] scores = reader.Column<double>();
        double[] weights = reader.Column<double>();
        reader.End();
        try
        {
            accumulator.Update(Array.ConvertAll(labels, label => label != 0), scores, weights);
        }
        catch (ArgumentException e)
        {
            throw new MetricStateCorruptException($"The state holds what no row may hold: {e.Message}");
        }

        return accumulator;
    }

    /// <summary>An order of the rows that depends on nothing but the rows.</summary>
    private int[] CanonicalOrder()
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(order, (a, b) =>
        {
            int sign = _scores[a].CompareTo(_scores[b]);
            if (sign == 0)
                sign = _labels[a].CompareTo(_labels[b]);
            if (sign == 0 && _weights.Count > 0)
                sign = _weights[a].CompareTo(_weights[b]);
            // -0 and 0 compare equal but have different bits.
            return sign == 0 ? BitConverter.DoubleToInt64Bits(_scores[a]).CompareTo(BitConverter.DoubleToInt64Bits(_scores[b])) : sign;
        });
        return order;
    }

    private void AddWeights(ReadOnlySpan<double> weights, int rows)
    {
        bool allOne = weights.IsEmpty || weights.IndexOfAnyExcept(1) < 0;
        if (allOne && _weights.Count == 0)
            return;
        _weights.AddRange(Enumerable.Repeat(1.0, Count - _weights.Count));
        if (weights.IsEmpty)
            _weights.AddRange(Enumerable.Repeat(1.0, rows));
        else
            _weights.AddRange(weights);
    }
}
