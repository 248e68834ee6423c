using System.Runtime.InteropServices;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

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
        /// <summary>The columns of the detections. Keypoints take part where the column is there.</summary>
        public DetectionColumns Columns { get; init; } = new();

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            input.Require(Columns.Boxes, ColumnKind.Boxes);
            input.Require(Columns.Scores, ColumnKind.Floats);
            input.Require(Columns.Classes, ColumnKind.Classes);
            var inputs = new List<string> { Columns.Boxes, Columns.Scores, Columns.Classes };
            if (input.Find(Columns.Keypoints) is null)
                return Columns.Outputs(0, inputs);
            var keypoints = input.Require(Columns.Keypoints, ColumnKind.Keypoints);
            inputs.Add(Columns.Keypoints);
            return [.. Columns.Outputs(0, inputs), new(Columns.Keypoints, keypoints, inputs)];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker : DetectionWorker
        {
            private readonly Suppress _step;
            private readonly ValueGetter<VBuffer<float>> _boxes;
            private readonly ValueGetter<VBuffer<float>> _scores;
            private readonly ValueGetter<VBuffer<int>> _classes;
            private readonly ValueGetter<VBuffer<float>>? _keypoints;
            private readonly int _keypointCount;
            private VBuffer<float> _boxValues;
            private VBuffer<float> _scoreValues;
            private VBuffer<int> _classValues;
            private VBuffer<float> _keypointValues;
            private float[] _denseBoxes = [];
            private float[] _denseScores = [];
            private float[] _denseKeypoints = [];

            public Worker(Suppress step, WorkerContext context)
                : base(context)
            {
                _step = step;
                _boxes = context.Getter<VBuffer<float>>(step.Columns.Boxes);
                _scores = context.Getter<VBuffer<float>>(step.Columns.Scores);
                _classes = context.Getter<VBuffer<int>>(step.Columns.Classes);
                if (context.Row.Schema.GetColumnOrNull(step.Columns.Keypoints) is { Type: VectorDataViewType type } column)
                {
                    _keypoints = context.Row.GetGetter<VBuffer<float>>(column);
                    _keypointCount = type.Dimensions[^2];
                }
            }

            protected override void Compute(DetectionBuffer detections)
            {
                _boxes(ref _boxValues);
                _scores(ref _scoreValues);
                _classes(ref _classValues);
                _keypoints?.Invoke(ref _keypointValues);
                var boxes = MemoryMarshal.Cast<float, Box>(_boxValues.Dense(ref _denseBoxes));
                var scores = _scoreValues.Dense(ref _denseScores);
                var keypoints = _keypointValues.Dense(ref _denseKeypoints);
                CheckCounts(boxes.Length, scores.Length, keypoints.Length);
                detections.Clear(_keypointCount);
                for (var i = 0; i < boxes.Length; i++)
                {
                    var added = detections.Add(boxes[i], scores[i], _classValues.GetItemOrDefault(i));
                    if (added >= 0)
                        keypoints.Slice(i * _keypointCount * 3, _keypointCount * 3).CopyTo(detections.KeypointsOf(added));
                }
                _step.Suppression.Apply(detections);
            }

            private void CheckCounts(int boxes, int scores, int keypoints)
            {
                if (scores != boxes || _classValues.Length != boxes || keypoints != boxes * _keypointCount * 3)
                    throw new InvalidOperationException($"Row {Context.Row.Position}: the detections' columns do not belong together: {boxes} boxes, {scores} scores, {_classValues.Length} classes, {keypoints} keypoint values ({_keypointCount} keypoints a box).");
            }
        }
    }
}
