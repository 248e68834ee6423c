using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Probabilities over several classes and what was true, to everything scikit-learn would say about them.</summary>
/// <remarks>Every row is kept (8 bytes a class; as much again in a result, for its curves): areas are exact, not binned. The predicted class is the one with the highest probability, the first of equals.</remarks>
public sealed class MulticlassClassificationAccumulator : IMetricAccumulator<MulticlassClassificationAccumulator, MulticlassClassificationResult>
{
    internal const string Kind = "multiclass";
    private const ushort Version = 1;

    private readonly List<int> _labels = [];
    private readonly List<double> _probabilities = [];
    private readonly List<double> _weights = [];
    private static readonly (string Name, Func<MulticlassClassificationResult, double> Number)[] s_mainNumbers =
    [
        ("accuracy", r => r.Accuracy), ("balancedAccuracy", r => r.Confusion.BalancedAccuracy), ("F1Macro", r => r.Confusion.FBeta(Average.Macro)), ("MCC", r => r.Confusion.Mcc),
        ("ROCAUCOneVersusRestMacro", r => r.RocAucOneVersusRestMacro), ("APMacro", r => r.AveragePrecisionMacro), ("logLoss", r => r.LogLoss),
    ];

    private SampleSet _parts = new();

    /// <summary>An empty state.</summary>
    /// <param name="classes">The classes' names, in the order of the probabilities; at least two, all different.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or two of the same name.</exception>
    public MulticlassClassificationAccumulator(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count < 2 || classes.Distinct(StringComparer.Ordinal).Count() != classes.Count)
            throw new ArgumentException($"{nameof(classes)} holds {classes.Count} names; at least two are needed, all different.", nameof(classes));
        Classes = [.. classes];
    }

    /// <summary>The classes' names, in the order of the probabilities.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>Rows so far.</summary>
    public int Count => _labels.Count;

    /// <summary>Adds one row.</summary>
    /// <param name="label">Index of the true class.</param>
    /// <param name="probabilities">One probability a class, 0 to 1.</param>
    /// <param name="weight">Finite and not negative.</param>
    /// <exception cref="ArgumentException">There is not one probability a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label is no class, or a probability or the weight is outside its range.</exception>
    public void Update(int label, ReadOnlySpan<double> probabilities, double weight = 1)
    {
        Ensure.InRange(label, 0, Classes.Length - 1);
        Ensure.Length(probabilities.Length, Classes.Length, nameof(probabilities));
        foreach (double probability in probabilities)
            Ensure.InRange(probability, 0, 1, nameof(probabilities));
        Ensure.InRange(weight, 0, double.MaxValue);
        _labels.Add(label);
        _probabilities.AddRange(probabilities);
        _weights.Add(weight);
    }

    /// <summary>Adds one row of single-precision probabilities, as networks give them.</summary>
    /// <param name="label">Index of the true class.</param>
    /// <param name="probabilities">One probability a class, 0 to 1.</param>
    /// <param name="weight">Finite and not negative.</param>
    /// <exception cref="ArgumentException">There is not one probability a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label is no class, or a probability or the weight is outside its range.</exception>
    public void Update(int label, ReadOnlySpan<float> probabilities, double weight = 1)
    {
        Ensure.Length(probabilities.Length, Classes.Length, nameof(probabilities));
        var doubles = new double[probabilities.Length];
        for (int i = 0; i < doubles.Length; i++)
            doubles[i] = probabilities[i];
        Update(label, doubles, weight);
    }

    /// <summary>Names the data as a part, so that a merge refuses to count it twice. Rows have no identity of their own.</summary>
    /// <param name="part">An id the caller chooses (a file's hash, a shard's number).</param>
    /// <exception cref="DuplicateSampleException">The part is already in the state.</exception>
    public void AddPart(long part) => _parts.Add(part);

    /// <inheritdoc/>
    public void Merge(MulticlassClassificationAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            throw new ArgumentException("A state cannot be merged with itself: every row would count twice.", nameof(other));
        if (!Classes.SequenceEqual(other.Classes, StringComparer.Ordinal))
            throw new MetricMismatchException(nameof(Classes), string.Join(", ", Classes), string.Join(", ", other.Classes));
        _parts.EnsureDisjoint(other._parts);
        _parts.AddAll(other._parts);
        _labels.AddRange(other._labels);
        _probabilities.AddRange(other._probabilities);
        _weights.AddRange(other._weights);
    }

    /// <inheritdoc/>
    public MulticlassClassificationResult Compute()
    {
        var rows = new ClassifiedRows([.. _labels], [.. _probabilities], [.. _weights]);
        return MulticlassClassificationResult.From(Classes, rows.Labels, rows.Probabilities, rows.Weights) with { Rows = rows };
    }

    /// <summary>How far a number may stray with another sample of the same size: a percentile bootstrap interval.</summary>
    /// <param name="number">Any number of the result, such as <c>r =&gt; r.Accuracy</c>.</param>
    /// <param name="options">Replicates, level and seed; <see langword="null"/> for the defaults.</param>
    /// <returns>The interval; the same for the same data and seed, in whatever order the rows came.</returns>
    public BootstrapInterval Bootstrap(Func<MulticlassClassificationResult, double> number, BootstrapOptions? options = null)
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

    private BootstrapInterval[] Bootstrap(Func<MulticlassClassificationResult, double>[] numbers, BootstrapOptions? options)
    {
        (int[] labels, double[] probabilities, double[] weights) = Ordered();
        MulticlassClassificationResult all = Compute();
        return Bootstrapper.Intervals(Array.ConvertAll(numbers, number => number(all)), labels.Length, options ?? new(), counts =>
        {
            var drawn = new double[counts.Length];
            for (int i = 0; i < drawn.Length; i++)
                drawn[i] = weights[i] * counts[i];
            MulticlassClassificationResult one = MulticlassClassificationResult.From(Classes, labels, probabilities, drawn);
            return Array.ConvertAll(numbers, number => number(one));
        });
    }

    /// <inheritdoc/>
    public byte[] Serialize()
    {
        (int[] labels, double[] probabilities, double[] weights) = Ordered();
        var writer = new StateWriter(Kind, Version);
        writer.Texts(Classes);
        _parts.Write(writer);
        writer.Column<int>(labels);
        writer.Column<double>(probabilities);
        writer.Column<double>(weights);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public static MulticlassClassificationAccumulator Deserialize(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, Kind, Version);
        try
        {
            var accumulator = new MulticlassClassificationAccumulator(reader.Texts());
            accumulator._parts = SampleSet.Read(ref reader);
            int[] labels = reader.Column<int>();
            double[] probabilities = reader.Column<double>();
            double[] weights = reader.Column<double>();
            reader.End();
            int classes = accumulator.Classes.Length;
            if (probabilities.Length != labels.Length * classes || weights.Length != labels.Length)
                throw new MetricStateCorruptException("The state's columns differ in length.");
            for (int i = 0; i < labels.Length; i++)
                accumulator.Update(labels[i], probabilities.AsSpan(i * classes, classes), weights[i]);
            return accumulator;
        }
        catch (ArgumentException e)
        {
            throw new MetricStateCorruptException($"The state holds what no row may hold: {e.Message}");
        }
    }

    /// <summary>The rows in an order that depends on nothing but the rows.</summary>
    private (int[] Labels, double[] Probabilities, double[] Weights) Ordered()
    {
        int classes = Classes.Length;
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(order, (a, b) =>
        {
            int sign = _labels[a].CompareTo(_labels[b]);
            ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(CollectionsMarshal.AsSpan(_probabilities));
            if (sign == 0)
                sign = bits.Slice(a * classes, classes).SequenceCompareTo(bits.Slice(b * classes, classes));
            return sign == 0 ? _weights[a].CompareTo(_weights[b]) : sign;
        });
        var probabilities = new double[Count * classes];
        for (int i = 0; i < order.Length; i++)
            CollectionsMarshal.AsSpan(_probabilities).Slice(order[i] * classes, classes).CopyTo(probabilities.AsSpan(i * classes));
        return (Array.ConvertAll(order, i => _labels[i]), probabilities, Array.ConvertAll(order, i => _weights[i]));
    }
}
