using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Label maps, predicted and true, image by image, to pixel accuracy, IoU and Dice per class, and how well the boundaries are met.</summary>
/// <remarks>Pixels are counted over all images together (the convention of PASCAL VOC and Cityscapes); boundary numbers are means over the images that have the class.</remarks>
public sealed class SegmentationAccumulator : IMetricAccumulator<SegmentationAccumulator, SegmentationResult>
{
    internal const string Kind = "segmentation";
    private const ushort Version = 1;

    private readonly long[] _cells;
    private readonly ClassBoundary[] _boundaries;
    private SampleSet _images = new();
    private long _ignored;

    /// <summary>An empty state.</summary>
    /// <param name="classes">The classes' names; a label is an index into them.</param>
    /// <param name="ignoreLabel">Pixels whose true label is this one count nowhere; 255 by default, <see langword="null"/> for none.</param>
    /// <param name="boundaryTolerance">How far from the true boundary a predicted one may lie, in pixels; not negative, 2 by default.</param>
    /// <exception cref="ArgumentException">There are no classes or more than 256, two share a name, or the label to ignore is a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative.</exception>
    public SegmentationAccumulator(IReadOnlyList<string> classes, byte? ignoreLabel = 255, double boundaryTolerance = 2)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count is 0 or > 256 || classes.Distinct(StringComparer.Ordinal).Count() != classes.Count)
            throw new ArgumentException($"{nameof(classes)} holds {classes.Count} names; 1 to 256 are needed, all different.", nameof(classes));
        if (ignoreLabel < classes.Count)
            throw new ArgumentException($"{nameof(ignoreLabel)} is {ignoreLabel}, which is the class {classes[ignoreLabel.Value]}.", nameof(ignoreLabel));
        Ensure.InRange(boundaryTolerance, 0, double.MaxValue);
        Classes = [.. classes];
        IgnoreLabel = ignoreLabel;
        BoundaryTolerance = boundaryTolerance;
        _cells = new long[classes.Count * classes.Count];
        _boundaries = [.. classes.Select(_ => new ClassBoundary())];
    }

    /// <summary>The classes' names.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The true label of pixels that count nowhere.</summary>
    public byte? IgnoreLabel { get; }

    /// <summary>How far from the true boundary a predicted one may lie, in pixels.</summary>
    public double BoundaryTolerance { get; }

    /// <summary>Adds one image.</summary>
    /// <param name="imageId">The image's id; each may come once.</param>
    /// <param name="predictions">Labels row by row, each an index of a class.</param>
    /// <param name="truths">As many labels, each an index of a class or the label to ignore.</param>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <exception cref="DuplicateSampleException">The image is already in the state.</exception>
    /// <exception cref="ArgumentException">There are not width times height labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class. Nothing was added.</exception>
    public void Update(long imageId, ReadOnlySpan<byte> predictions, ReadOnlySpan<byte> truths, int width, int height)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.Length(predictions.Length, checked(width * height), nameof(predictions));
        Ensure.Length(truths.Length, predictions.Length, nameof(truths));
        for (int i = 0; i < truths.Length; i++)
        {
            if (truths[i] == IgnoreLabel)
                continue;
            Ensure.InRange(truths[i], 0, Classes.Length - 1, nameof(truths));
            Ensure.InRange(predictions[i], 0, Classes.Length - 1, nameof(predictions));
        }

        _images.Add(imageId);
        // An image where a class is neither there nor predicted says nothing about its boundary.
        Span<bool> present = stackalloc bool[256];
        for (int i = 0; i < truths.Length; i++)
        {
            if (truths[i] == IgnoreLabel)
            {
                _ignored++;
                continue;
            }

            _cells[(truths[i] * Classes.Length) + predictions[i]]++;
            present[truths[i]] = present[predictions[i]] = true;
        }

        for (int c = 0; c < Classes.Length; c++)
        {
            if (present[c])
                _boundaries[c].Add(predictions, truths, (byte)c, IgnoreLabel, width, height, BoundaryTolerance);
        }
    }

    /// <inheritdoc/>
    public void Merge(SegmentationAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Classes.SequenceEqual(other.Classes, StringComparer.Ordinal))
            throw new MetricMismatchException(nameof(Classes), string.Join(", ", Classes), string.Join(", ", other.Classes));
        if (IgnoreLabel != other.IgnoreLabel)
            throw new MetricMismatchException(nameof(IgnoreLabel), IgnoreLabel, other.IgnoreLabel);
        if (!BoundaryTolerance.Equals(other.BoundaryTolerance))
            throw new MetricMismatchException(nameof(BoundaryTolerance), BoundaryTolerance, other.BoundaryTolerance);
        _images.EnsureDisjoint(other._images);
        _images.AddAll(other._images);
        _ignored += other._ignored;
        for (int i = 0; i < _cells.Length; i++)
            _cells[i] += other._cells[i];
        for (int c = 0; c < _boundaries.Length; c++)
            _boundaries[c].Add(other._boundaries[c]);
    }

    /// <inheritdoc/>
    public SegmentationResult Compute() => new(
        new ConfusionMatrix(Classes, Array.ConvertAll(_cells, cell => (double)cell)),
        _ignored,
        [.. _boundaries.Select(boundary => boundary.FScore)],
        [.. _boundaries.Select(boundary => boundary.Hausdorff)],
        [.. _boundaries.Select(boundary => boundary.Hausdorff95)]);

    /// <inheritdoc/>
    public byte[] Serialize()
    {
        var writer = new StateWriter(Kind, Version);
        writer.Texts(Classes);
        writer.Int64(IgnoreLabel ?? -1);
        writer.Double(BoundaryTolerance);
        _images.Write(writer);
        writer.Int64(_ignored);
        writer.Column<long>(_cells);
        foreach (ClassBoundary boundary in _boundaries)
            boundary.Write(writer);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public static SegmentationAccumulator Deserialize(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, Kind, Version);
        try
        {
            string[] classes = reader.Texts();
            int ignore = reader.Int32(-1, 255);
            var accumulator = new SegmentationAccumulator(classes, ignore < 0 ? null : (byte)ignore, reader.Double());
            accumulator._images = SampleSet.Read(ref reader);
            accumulator._ignored = reader.Int64();
            long[] cells = reader.Column<long>();
            if (cells.Length != accumulator._cells.Length || Array.Exists(cells, cell => cell < 0))
                throw new MetricStateCorruptException("The state's counts are not those of its classes.");
            cells.CopyTo(accumulator._cells, 0);
            for (int c = 0; c < classes.Length; c++)
                accumulator._boundaries[c] = ClassBoundary.Read(ref reader);
            reader.End();
            return accumulator;
        }
        catch (ArgumentException e)
        {
            throw new MetricStateCorruptException($"The state holds what no image may hold: {e.Message}");
        }
    }
}
