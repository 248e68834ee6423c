using DeepRecipes.Detection;
using DeepRecipes.Transforms;

namespace DeepRecipes
{
    /// <summary>One detection for each object.</summary>
    public static class SuppressCatalog
    {
        /// <summary>Greedy non-maximum suppression with torchvision's result and tie rule. The columns keep their names.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="threshold">A box goes when it overlaps a better one more than this (IoU), 0 to 1.</param>
        /// <param name="scoreThreshold">Boxes whose score is not greater go too; null keeps all.</param>
        /// <param name="perClass">Whether only boxes of the same class suppress each other.</param>
        /// <param name="maxDetections">At most so many stay; at least 1.</param>
        /// <param name="columns">The columns of the detections; null for the usual ones.</param>
        public static VisionEstimator NonMaximumSuppression(
            this VisionCatalog catalog, double threshold = 0.45, float? scoreThreshold = null, bool perClass = true, int maxDetections = int.MaxValue, DetectionColumns? columns = null) =>
            catalog.Suppress(
                new NonMaximumSuppression { Threshold = threshold, ScoreThreshold = scoreThreshold, PerClass = perClass, MaxDetections = maxDetections }, columns);

        /// <summary>Leaves one detection for each object, by any suppression. The columns keep their names.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="suppression">How.</param>
        /// <param name="columns">The columns of the detections; null for the usual ones.</param>
        public static VisionEstimator Suppress(this VisionCatalog catalog, ISuppression suppression, DetectionColumns? columns = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            ArgumentNullException.ThrowIfNull(suppression);
            return catalog.Step(new Suppress(suppression) { Columns = columns ?? new() });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Leaves one detection for each object of a row.</summary>
    /// <param name="Suppression">How.</param>
    public sealed record Suppress(ISuppression Suppression) : VisionStep
    {
        /// <summary>
        /// The columns of the detections. Keypoints and masks take part where their columns are there; masks are only made of what is left when the suppression is
        /// <see cref="DecodeDetections.Suppression"/> instead.
        /// </summary>
        public DetectionColumns Columns { get; init; } = new();

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            var inputs = DetectionReader.Require(input, Columns);
            var outputs = Columns.Outputs(0, inputs);
            if (input.Find(Columns.Keypoints) is { } keypoints)
                outputs.Add(new(Columns.Keypoints, keypoints, inputs));
            if (DetectionReader.RequireMasks(input, Columns) is { } masks)
                outputs.Add(new(masks, ColumnShape.Of(VisionTypes.Masks), [.. inputs, masks]));
            return outputs;
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(Suppress step, WorkerContext context) : DetectionWorker(context)
        {
            private readonly DetectionReader _reader = new(context.Row, step.Columns, hasKeypoints => context.Wants(hasKeypoints ? 4 : 3));

            private readonly NonFiniteTally _lost = new(context);

            protected override bool HasKeypoints => _reader.HasKeypoints;

            protected override void Compute(DetectionBuffer detections)
            {
                _reader.Read(detections);
                step.Suppression.Apply(detections);
                _lost.Add(detections);
            }

            protected override void Dispose(bool disposing)
            {
                _lost.Tell();
                base.Dispose(disposing);
            }
        }
    }
}
