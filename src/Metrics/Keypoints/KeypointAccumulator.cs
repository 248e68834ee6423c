using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Predicted keypoints of single objects (a face, a hand, a person in a crop), object by object, to PCK, NME and OKS.</summary>
public sealed class KeypointAccumulator : IMetricAccumulator<KeypointAccumulator, KeypointResult>
{
    internal const string Kind = "keypoints";
    private const ushort Version = 1;

    private readonly long[] _labelled;
    private readonly long[] _hits;
    private readonly ExactSum[] _errors;
    private readonly double[] _variances;
    private SampleSet _objects = new();
    private ExactSum _objectErrors = new();
    private ExactSum _similarities = new();
    private long _measured;

    /// <summary>An empty state.</summary>
    /// <param name="options">Joints, sigmas and thresholds.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public KeypointAccumulator(KeypointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _labelled = new long[options.Joints.Length];
        _hits = new long[options.Joints.Length * options.PckThresholds.Length];
        _errors = [.. options.Joints.Select(_ => new ExactSum())];
        _variances = [.. options.Sigmas.Select(sigma => sigma * 2 * (sigma * 2))];
    }

    /// <summary>Joints, sigmas and thresholds.</summary>
    public KeypointOptions Options { get; }

    /// <summary>Adds one object.</summary>
    /// <param name="objectId">Its id; each may come once.</param>
    /// <param name="predictions">(x, y, visibility) of each joint in pixels; the visibility is not read.</param>
    /// <param name="truths">As many; only joints with a visibility above 0 count.</param>
    /// <param name="referenceLength">
    /// What errors are measured by, in pixels, above 0: the distance between the eyes for faces (NME), the head's or torso's size for people (PCKh, PCK).
    /// </param>
    /// <param name="area">The object's area in square pixels for OKS; by default the square of the reference length.</param>
    /// <exception cref="DuplicateSampleException">The object is already in the state.</exception>
    /// <exception cref="ArgumentException">There are not three numbers a joint.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or outside its range. Nothing was added.</exception>
    public void Update(long objectId, ReadOnlySpan<float> predictions, ReadOnlySpan<float> truths, double referenceLength, double? area = null)
    {
        Ensure.Length(predictions.Length, 3 * Options.Joints.Length, nameof(predictions));
        Ensure.Length(truths.Length, 3 * Options.Joints.Length, nameof(truths));
        Ensure.InRange(referenceLength, double.Epsilon, double.MaxValue);
        double size = area ?? (referenceLength * referenceLength);
        Ensure.InRange(size, 0, double.MaxValue, nameof(area));
        double[] predicted = Doubles(predictions, nameof(predictions));
        double[] actual = Doubles(truths, nameof(truths));
        _objects.Add(objectId);
        var errors = new List<double>();
        for (int joint = 0; joint < _labelled.Length; joint++)
        {
            if (!(actual[(3 * joint) + 2] > 0))
                continue;
            double dx = predicted[3 * joint] - actual[3 * joint];
            double dy = predicted[(3 * joint) + 1] - actual[(3 * joint) + 1];
            double error = Math.Sqrt((dx * dx) + (dy * dy)) / referenceLength;
            errors.Add(error);
            _errors[joint].Add(error);
            _labelled[joint]++;
            for (int t = 0; t < Options.PckThresholds.Length; t++)
                _hits[(joint * Options.PckThresholds.Length) + t] += error <= Options.PckThresholds[t] ? 1 : 0;
        }

        if (errors.Count == 0)
            return;
        _measured++;
        _objectErrors.Add(errors.Average());
        if (_variances.Length > 0)
            _similarities.Add(ObjectKeypointSimilarity.Compute(predicted, actual, size, default, _variances));
    }

    /// <inheritdoc/>
    public void Merge(KeypointAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        EnsureSame(nameof(Options.Joints), Options.Joints, other.Options.Joints);
        EnsureSame(nameof(Options.Sigmas), Options.Sigmas, other.Options.Sigmas);
        EnsureSame(nameof(Options.PckThresholds), Options.PckThresholds, other.Options.PckThresholds);
        _objects.EnsureDisjoint(other._objects);
        _objects.AddAll(other._objects);
        for (int i = 0; i < _labelled.Length; i++)
        {
            _labelled[i] += other._labelled[i];
            _errors[i].Add(other._errors[i]);
        }

        for (int i = 0; i < _hits.Length; i++)
            _hits[i] += other._hits[i];
        _objectErrors.Add(other._objectErrors);
        _similarities.Add(other._similarities);
        _measured += other._measured;
    }

    /// <inheritdoc/>
    public KeypointResult Compute()
    {
        int thresholds = Options.PckThresholds.Length;
        double all = _labelled.Sum();
        return new(
            Options,
            _objects.Count,
            [.. Enumerable.Range(0, thresholds).Select(t => Enumerable.Range(0, _labelled.Length).Sum(j => _hits[(j * thresholds) + t]) / all)],
            [.. _labelled.Select((labelled, j) => new KeypointJointResult(
                Options.Joints[j], labelled, _errors[j].Value / labelled, [.. Enumerable.Range(0, thresholds).Select(t => (double)_hits[(j * thresholds) + t] / labelled)]))],
            _objectErrors.Value / _measured,
            _variances.Length == 0 ? double.NaN : _similarities.Value / _measured);
    }

    /// <inheritdoc/>
    public byte[] Serialize()
    {
        var writer = new StateWriter(Kind, Version);
        writer.Texts(Options.Joints);
        writer.Column<double>([.. Options.Sigmas]);
        writer.Column<double>([.. Options.PckThresholds]);
        _objects.Write(writer);
        writer.Column<long>(_labelled);
        writer.Column<long>(_hits);
        foreach (ExactSum error in _errors)
            error.Write(writer);
        _objectErrors.Write(writer);
        _similarities.Write(writer);
        writer.Int64(_measured);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public static KeypointAccumulator Deserialize(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, Kind, Version);
        try
        {
            string[] joints = reader.Texts();
            double[] sigmas = reader.Column<double>();
            double[] thresholds = reader.Column<double>();
            var accumulator = new KeypointAccumulator(new() { Joints = [.. joints], Sigmas = [.. sigmas], PckThresholds = [.. thresholds] });
            accumulator._objects = SampleSet.Read(ref reader);
            Take(reader.Column<long>(), accumulator._labelled);
            Take(reader.Column<long>(), accumulator._hits);
            for (int j = 0; j < joints.Length; j++)
                accumulator._errors[j] = ExactSum.Read(ref reader);
            accumulator._objectErrors = ExactSum.Read(ref reader);
            accumulator._similarities = ExactSum.Read(ref reader);
            accumulator._measured = reader.Int64();
            reader.End();
            return accumulator;
        }
        catch (ArgumentException e)
        {
            throw new MetricStateCorruptException($"The state holds what no object may hold: {e.Message}");
        }
    }

    private static void Take(long[] from, long[] to)
    {
        if (from.Length != to.Length)
            throw new MetricStateCorruptException($"A column of the state holds {from.Length} counts; {to.Length} are needed.");
        from.CopyTo(to, 0);
    }

    private static void EnsureSame<T>(string name, IEnumerable<T> mine, IEnumerable<T> theirs)
    {
        if (!mine.SequenceEqual(theirs))
            throw new MetricMismatchException(name, string.Join(", ", mine), string.Join(", ", theirs));
    }

    private static double[] Doubles(ReadOnlySpan<float> values, string name)
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            Ensure.Finite(values[i], name);
            doubles[i] = values[i];
        }

        return doubles;
    }
}
