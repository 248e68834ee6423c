using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Detections and truths, image by image, to COCO's numbers (boxes, masks or keypoints).</summary>
/// <remarks>Memory grows with the detections and truths kept, not with images times categories.</remarks>
/// <example>
/// <code>
/// var accumulator = new DetectionAccumulator(DetectionCategory.FromNames("cat", "dog"));
/// accumulator.Update(imageId: 1, truthBoxes, truthClasses, boxes, classes, scores);
/// Console.WriteLine(accumulator.Compute());
/// </code>
/// </example>
public sealed class DetectionAccumulator : IMetricAccumulator<DetectionAccumulator, CocoResult>
{
    internal const string Kind = "detection";
    private const ushort Version = 1;

    private readonly DetectionTable _table;
    private readonly Dictionary<long, int> _categoryIndex;
    private readonly SampleSet _images = new();

    /// <summary>An empty state.</summary>
    /// <param name="categories">The classes; their ids are all different.</param>
    /// <param name="options">How to evaluate; <see langword="null"/> for boxes, strict.</param>
    /// <exception cref="ArgumentException">There is no category, or two share an id; or an option is not allowed.</exception>
    public DetectionAccumulator(IReadOnlyList<DetectionCategory> categories, CocoOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (categories.Count == 0 || categories.DistinctBy(c => c.Id).Count() != categories.Count)
            throw new ArgumentException($"{nameof(categories)} holds {categories.Count} categories; at least one is needed, all with different ids.", nameof(categories));
        Options = (options ?? new()).Validated();
        _table = new([.. categories.OrderBy(c => c.Id)]);
        _categoryIndex = _table.Categories.Select((c, i) => (c.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
    }

    /// <summary>The options, with all defaults filled in.</summary>
    public CocoOptions Options { get; }

    /// <summary>The classes, by rising id.</summary>
    public ImmutableArray<DetectionCategory> Categories => _table.Categories;

    /// <summary>Images so far.</summary>
    public int Images => _table.Images.Count;

    internal DetectionTable Table => _table;

    /// <summary>Adds one image with boxes.</summary>
    /// <param name="imageId">The image's id; each may come once.</param>
    /// <param name="truthBoxes">The true boxes in pixels, x2 and y2 not less than x1 and y1. Their areas are their sizes, and none is a crowd.</param>
    /// <param name="truthCategories">As many category ids.</param>
    /// <param name="boxes">The predicted boxes in pixels.</param>
    /// <param name="categories">As many category ids.</param>
    /// <param name="scores">As many finite scores.</param>
    /// <exception cref="DuplicateSampleException">The image is already in the state.</exception>
    /// <exception cref="ArgumentException">Lengths differ, a category is unknown, or the options ask for masks or keypoints.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A box is negative or not finite, or a score is not finite. Nothing was added.</exception>
    public void Update(
        long imageId, ReadOnlySpan<Box> truthBoxes, ReadOnlySpan<int> truthCategories, ReadOnlySpan<Box> boxes, ReadOnlySpan<int> categories, ReadOnlySpan<float> scores)
    {
        Ensure.Length(truthCategories.Length, truthBoxes.Length, nameof(truthCategories));
        Ensure.Length(categories.Length, boxes.Length, nameof(categories));
        Ensure.Length(scores.Length, boxes.Length, nameof(scores));
        var truths = new DetectionTruth[truthBoxes.Length];
        for (int i = 0; i < truths.Length; i++)
            truths[i] = new() { Category = truthCategories[i], Box = CocoBox.From(truthBoxes[i]) };
        var predictions = new DetectionPrediction[boxes.Length];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = new() { Category = categories[i], Score = scores[i], Box = CocoBox.From(boxes[i]) };
        Update(imageId, truths, predictions);
    }

    /// <summary>Adds one image.</summary>
    /// <param name="imageId">The image's id; each may come once.</param>
    /// <param name="truths">What is there.</param>
    /// <param name="predictions">What was found. In Strict, equal scores are taken in this order.</param>
    /// <exception cref="DuplicateSampleException">The image is already in the state.</exception>
    /// <exception cref="ArgumentException">A category is unknown, or a mask or the keypoints are missing where they are compared.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range. Nothing was added.</exception>
    public void Update(long imageId, IReadOnlyList<DetectionTruth> truths, IReadOnlyList<DetectionPrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(predictions);
        for (int i = 0; i < truths.Count; i++)
        {
            EnsureKnown(truths[i].Category, $"{nameof(truths)}[{i}]");
            truths[i].Validate(Options, $"{nameof(truths)}[{i}]");
        }

        for (int i = 0; i < predictions.Count; i++)
        {
            EnsureKnown(predictions[i].Category, $"{nameof(predictions)}[{i}]");
            predictions[i].Validate(Options, $"{nameof(predictions)}[{i}]");
        }

        _images.Add(imageId);
        int image = _table.Images.Count;
        _table.Images.Add(imageId);
        foreach (DetectionTruth truth in truths)
            truth.AddTo(_table.Truths, image, _categoryIndex[truth.Category], Options.Kind);
        foreach (DetectionPrediction prediction in predictions)
            prediction.AddTo(_table.Detections, image, _categoryIndex[prediction.Category], Options.Kind);
    }

    /// <inheritdoc/>
    public void Merge(DetectionAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Options.EnsureSame(other.Options);
        if (!Categories.SequenceEqual(other.Categories))
            throw new MetricMismatchException(nameof(Categories), string.Join(", ", Categories), string.Join(", ", other.Categories));
        _images.EnsureDisjoint(other._images);
        Take(other._table);
    }

    /// <inheritdoc/>
    public CocoResult Compute() => CocoEvaluator.Evaluate(_table, Options);

    /// <summary>PASCAL VOC's average precision, 11-point and all-points.</summary>
    /// <param name="threshold">From which overlap on a detection may match: above 0, at most 1; 0.5 by default.</param>
    /// <returns>The numbers of each category and their means.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside its range.</exception>
    public VocResult ComputeVoc(double threshold = 0.5)
    {
        Ensure.InRange(threshold, double.Epsilon, 1);
        CategoryMatches[] matches = BestOverlapMatching.Run(_table, Options, threshold);
        return new(threshold, [.. matches.Select((m, k) =>
        {
            var curve = new InterpolatedPrecision(m.Detections, m.Positives);
            return new VocCategoryResult(Categories[k], curve.AtSteps(10), curve.Area());
        })]);
    }

    /// <summary>Precision, recall and F1 when only detections from a score on are shown.</summary>
    /// <param name="scoreThreshold">The lowest score that counts.</param>
    /// <param name="iouThreshold">From which overlap on a detection may match: above 0, at most 1; 0.5 by default.</param>
    /// <returns>Counts of each category and of all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is not finite or outside its range.</exception>
    public DetectionCountsResult ComputeCounts(double scoreThreshold, double iouThreshold = 0.5)
    {
        Ensure.Finite(scoreThreshold);
        Ensure.InRange(iouThreshold, double.Epsilon, 1);
        CategoryMatches[] matches = BestOverlapMatching.Run(_table, Options, iouThreshold);
        DetectionCounts[] counts = Array.ConvertAll(matches, m =>
        {
            int hits = m.Detections.Count(d => d.Score >= scoreThreshold && d.Hit);
            return new DetectionCounts(hits, m.Detections.Count(d => d.Score >= scoreThreshold) - hits, m.Positives - hits);
        });
        var total = new DetectionCounts(counts.Sum(c => c.TruePositives), counts.Sum(c => c.FalsePositives), counts.Sum(c => c.FalseNegatives));
        return new(scoreThreshold, iouThreshold, total, [.. counts.Select((c, k) => (Categories[k], c))]);
    }

    /// <summary>Where the detector loses its average precision (Bolya et al., TIDE, ECCV 2020); for keypoints overlaps are keypoint similarities.</summary>
    /// <param name="threshold">From which overlap on a detection is right; 0.5 by default.</param>
    /// <param name="backgroundThreshold">Up to which overlap a detection is of nothing; above 0, below the threshold, 0.1 by default.</param>
    /// <returns>Counts of each kind of error, and what it costs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is outside its range.</exception>
    public DetectionErrors ComputeErrors(double threshold = 0.5, double backgroundThreshold = 0.1)
    {
        Ensure.InRange(threshold, double.Epsilon, 1);
        Ensure.InRange(backgroundThreshold, double.Epsilon, threshold);
        return ErrorAnalysis.Run(_table, Options, threshold, backgroundThreshold);
    }

    /// <inheritdoc/>
    public byte[] Serialize()
    {
        // In the order of the images' ids, within an image as they came: the same bytes however the images were split.
        int[] ranks = _table.ImageRanks();
        int[] truthRows = Bucketing.All(_table.Truths.Count);
        int[] detectionRows = Bucketing.All(_table.Detections.Count);
        Bucketing.Sort(ref truthRows, Bucketing.Keys(CollectionsMarshal.AsSpan(_table.Truths.Images), ranks), ranks.Length);
        Bucketing.Sort(ref detectionRows, Bucketing.Keys(CollectionsMarshal.AsSpan(_table.Detections.Images), ranks), ranks.Length);
        var ordered = new DetectionTable(Categories);
        ordered.Images.AddRange(_table.Images.Order());
        ordered.Truths.Append(_table.Truths, truthRows, ranks);
        ordered.Detections.Append(_table.Detections, detectionRows, ranks);

        var writer = new StateWriter(Kind, Version);
        Options.Write(writer);
        writer.Column<long>([.. Categories.Select(c => c.Id)]);
        writer.Texts([.. Categories.Select(c => c.Name)]);
        DetectionTableState.Write(writer, ordered);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public static DetectionAccumulator Deserialize(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, Kind, Version);
        try
        {
            CocoOptions options = CocoOptions.Read(ref reader);
            long[] ids = reader.Column<long>();
            string[] names = reader.Texts();
            if (ids.Length != names.Length)
                throw new MetricStateCorruptException("The state's categories differ in number.");
            var accumulator = new DetectionAccumulator([.. ids.Zip(names, (id, name) => new DetectionCategory(id, name))], options);
            var table = new DetectionTable(accumulator.Categories);
            DetectionTableState.Read(ref reader, table, options);
            reader.End();
            accumulator.Take(table);
            return accumulator;
        }
        catch (ArgumentException e)
        {
            throw new MetricStateCorruptException($"The state holds what no image may hold: {e.Message}");
        }
    }

    /// <summary>Takes a whole table with the same categories over, all of whose images are new.</summary>
    /// <param name="table">Its images must all be new.</param>
    /// <param name="only">The images wanted; <see langword="null"/> for all.</param>
    internal void Take(DetectionTable table, IReadOnlySet<long>? only = null)
    {
        var indices = new int[table.Images.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = -1;
            if (only is not null && !only.Contains(table.Images[i]))
                continue;
            _images.Add(table.Images[i]);
            indices[i] = _table.Images.Count;
            _table.Images.Add(table.Images[i]);
        }

        _table.Truths.Append(table.Truths, Rows(table.Truths.Images, indices), indices);
        _table.Detections.Append(table.Detections, Rows(table.Detections.Images, indices), indices);
    }

    private static int[] Rows(List<int> images, int[] indices)
    {
        int[] rows = Bucketing.All(images.Count);
        return Array.TrueForAll(indices, index => index >= 0) ? rows : Array.FindAll(rows, row => indices[images[row]] >= 0);
    }

    private void EnsureKnown(long category, string place)
    {
        if (!_categoryIndex.ContainsKey(category))
            throw new ArgumentException($"{place} has the category {category}, which is not among the {Categories.Length} known ones.", place[..place.IndexOf('[')]);
    }
}
