namespace DeepRecipes.Metrics;

/// <summary>Two COCO files to numbers: what the command line's <c>evaluate detection</c> does.</summary>
public static class CocoEvaluation
{
    /// <summary>Evaluates a results file against a ground truth file.</summary>
    /// <param name="truthPath">The ground truth: images, categories, annotations.</param>
    /// <param name="predictionsPath">The results: a list of detections.</param>
    /// <param name="options">How to evaluate; <see langword="null"/> for boxes, strict.</param>
    /// <returns>COCO's numbers.</returns>
    /// <exception cref="CocoFormatException">A file holds something that cannot be evaluated; the message says where.</exception>
    public static CocoResult Evaluate(string truthPath, string predictionsPath, CocoOptions? options = null) => Accumulate(truthPath, predictionsPath, options).Compute();

    /// <summary>Reads two files, side by side, into a state that may be merged with those of other images.</summary>
    /// <param name="truthPath">The ground truth.</param>
    /// <param name="predictionsPath">The results.</param>
    /// <param name="options">How to evaluate; <see langword="null"/> for boxes, strict.</param>
    /// <param name="images">Only these images, of the truth and of the results, for work split over machines that all have the whole files; <see langword="null"/> for all.</param>
    /// <returns>The state.</returns>
    /// <exception cref="CocoFormatException">A file holds something that cannot be evaluated; the message says where.</exception>
    public static DetectionAccumulator Accumulate(string truthPath, string predictionsPath, CocoOptions? options = null, IReadOnlySet<long>? images = null)
    {
        DetectionKind kind = (options ?? new()).Kind;
        Task<CocoDetections> predictions = Task.Run(() => CocoDetections.Load(predictionsPath, kind));
        CocoGroundTruth truth = CocoGroundTruth.Load(truthPath, kind);
        return Accumulate(truth, predictions.GetAwaiter().GetResult(), options, images);
    }

    /// <summary>Puts a ground truth and detections together.</summary>
    /// <param name="truth">The ground truth.</param>
    /// <param name="detections">The detections.</param>
    /// <param name="options">How to evaluate; of the kind both were read for.</param>
    /// <param name="images">Only these images; <see langword="null"/> for all.</param>
    /// <returns>A state that may be merged with those of other images.</returns>
    /// <exception cref="CocoFormatException">A detection's image or category is not in the ground truth, or the keypoints are not as many as the sigmas.</exception>
    /// <exception cref="ArgumentException">An image is not in the ground truth.</exception>
    public static DetectionAccumulator Accumulate(CocoGroundTruth truth, CocoDetections detections, CocoOptions? options = null, IReadOnlySet<long>? images = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(detections);
        var accumulator = new DetectionAccumulator(truth.Categories, (options ?? new()) with { Kind = truth.Kind });
        foreach (long image in images ?? new HashSet<long>())
        {
            if (!truth.TryImage(image, out _))
                throw new ArgumentException($"{nameof(images)} names the image {image}, which is not in {truth.File}.", nameof(images));
        }

        EnsureKeypoints(accumulator.Options, truth, detections);
        accumulator.Take(new(truth.Categories, truth.Table.Images, truth.Table.Truths, detections.Resolve(truth)), images);
        return accumulator;
    }

    private static void EnsureKeypoints(CocoOptions options, CocoGroundTruth truth, CocoDetections detections)
    {
        if (truth.Kind != DetectionKind.Keypoints)
            return;
        int needed = 3 * options.KeypointSigmas.Length;
        int inTruth = truth.Annotations == 0 ? needed : truth.Table.Truths.Keypoints.Count / truth.Annotations;
        int inDetections = detections.Count == 0 ? needed : detections.Columns.Keypoints.Count / detections.Count;
        if (inTruth != needed)
            throw new CocoFormatException(truth.File, "annotations[0]", null, $"keypoints has {inTruth} numbers; 3 x {options.KeypointSigmas.Length} are needed, as many as sigmas");
        if (inDetections != needed)
            throw new CocoFormatException(detections.File, "[0]", null, $"keypoints has {inDetections} numbers; 3 x {options.KeypointSigmas.Length} are needed, as many as sigmas");
    }
}
