using System.Collections.Immutable;
using DeepRecipes.Detection;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Networks' outputs to detections.</summary>
    public static class DecodeDetectionsCatalog
    {
        /// <summary>Turns the raw outputs of a network into boxes, scores, classes and keypoints, in the pixels of the original picture.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="decoder">What the outputs mean, for instance <c>new BlazeFaceDecoder()</c>.</param>
        /// <param name="tensorColumnNames">The columns of the network's outputs.</param>
        /// <param name="inputWidth">The width of the network's input.</param>
        /// <param name="inputHeight">The height of the network's input.</param>
        /// <param name="mappingColumnName">The mapping that the resize kept, to come back to the original picture; null to stay in the network's pixels.</param>
        /// <param name="columns">The names of the columns that come out; null for the usual ones.</param>
        public static VisionEstimator DecodeDetections(
            this VisionCatalog catalog, IDetectionDecoder decoder, IEnumerable<string> tensorColumnNames, int inputWidth, int inputHeight,
            string? mappingColumnName = null, DetectionColumns? columns = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new DecodeDetections(decoder, [.. tensorColumnNames], inputWidth, inputHeight) { Mapping = mappingColumnName, Columns = columns ?? new() });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Turns the raw outputs of a network into detections. A suppression usually follows: <see cref="Suppress"/>.</summary>
    /// <param name="Decoder">What the outputs mean.</param>
    /// <param name="Tensors">The columns of the network's outputs, each of a known size.</param>
    /// <param name="InputWidth">The width of the network's input.</param>
    /// <param name="InputHeight">The height of the network's input.</param>
    public sealed record DecodeDetections(IDetectionDecoder Decoder, ImmutableArray<string> Tensors, int InputWidth, int InputHeight) : VisionStep
    {
        /// <summary>The mapping that the resize kept; null to stay in the network's pixels. A row whose mapping is NaN (it had no picture) has no detections.</summary>
        public string? Mapping { get; init; }

        /// <summary>The names of the columns that come out.</summary>
        public DetectionColumns Columns { get; init; } = new();

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            var inputs = new List<string>();
            foreach (var tensor in Tensors)
            {
                input.Require(tensor, ColumnKind.KnownFloats);
                inputs.Add(tensor);
            }
            if (Mapping is not null)
            {
                input.Require(Mapping, ColumnKind.ResizeMapping);
                inputs.Add(Mapping);
            }
            return Columns.Outputs(Decoder.KeypointCount, inputs);
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker : DetectionWorker
        {
            private readonly DecodeDetections _step;
            private readonly ValueGetter<VBuffer<float>>[] _getters;
            private readonly ValueGetter<VBuffer<float>>? _mapping;
            private readonly VBuffer<float>[] _values;
            private readonly float[][] _dense;
            private readonly int[][] _dimensions;
            private readonly TensorView[] _tensors;
            private VBuffer<float> _mappingValue;
            private long _nonFinite;
            private long _rowsWithNonFinite;

            public Worker(DecodeDetections step, WorkerContext context)
                : base(context)
            {
                _step = step;
                _getters = [.. step.Tensors.Select(context.Getter<VBuffer<float>>)];
                _mapping = step.Mapping is null ? null : context.Getter<VBuffer<float>>(step.Mapping);
                _values = new VBuffer<float>[_getters.Length];
                // A decoder sees one row of a batch: a first dimension of 1.
                _dimensions = [.. step.Tensors.Select(name => (int[])[1, .. ((VectorDataViewType)context.Row.Schema[name].Type).Dimensions])];
                _dense = [.. _dimensions.Select(dimensions => new float[dimensions.Aggregate(1, (length, size) => length * size)])];
                _tensors = [.. step.Tensors.Select((name, i) => new TensorView(name, _dimensions[i], _dense[i]))];
            }

            protected override void Compute(DetectionBuffer detections)
            {
                for (var i = 0; i < _getters.Length; i++)
                {
                    _getters[i](ref _values[i]);
                    _values[i].CopyTo(_dense[i]);
                }
                _step.Decoder.Decode(_tensors, new(_step.InputWidth, _step.InputHeight), detections);
                if (_mapping is not null)
                {
                    _mapping(ref _mappingValue);
                    if (MappingColumn.Read(in _mappingValue) is { } mapping)
                        mapping.ToOriginal(detections);
                    else
                        detections.Clear(_step.Decoder.KeypointCount);
                }

                _nonFinite += detections.NonFiniteCount;
                _rowsWithNonFinite += detections.NonFiniteCount > 0 ? 1 : 0;
            }

            protected override void Dispose(bool disposing)
            {
                if (_nonFinite > 0)
                    Context.Warn($"{_nonFinite} candidates in {_rowsWithNonFinite} rows had a score or box that is NaN or infinite; they are not among the detections. Look at the network, or at what goes into it.");
                _nonFinite = _rowsWithNonFinite = 0;
                base.Dispose(disposing);
            }
        }
    }
}
