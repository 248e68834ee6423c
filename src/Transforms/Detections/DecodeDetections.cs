using System.Collections.Immutable;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
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
        /// <param name="tensorColumnNames">The columns of the network's outputs, floats or integers.</param>
        /// <param name="inputWidth">The width of the network's input.</param>
        /// <param name="inputHeight">The height of the network's input.</param>
        /// <param name="mappingColumnName">The mapping that the resize kept, to come back to the original picture; null to stay in the network's pixels.</param>
        /// <param name="columns">The names of the columns that come out; null for the usual ones.</param>
        /// <param name="cropMappingColumnName">The mapping that <see cref="CropObjectsCatalog.CropObjects"/> kept, to come back from an object's piece to the whole picture; null where there is none.</param>
        /// <param name="suppression">What leaves one detection for each object, before masks are made; null where none is needed or <see cref="SuppressCatalog.Suppress"/> follows.</param>
        public static VisionEstimator DecodeDetections(
            this VisionCatalog catalog, IDetectionDecoder decoder, IEnumerable<string> tensorColumnNames, int inputWidth, int inputHeight,
            string? mappingColumnName = null, DetectionColumns? columns = null, string? cropMappingColumnName = null,
            ISuppression? suppression = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            ArgumentNullException.ThrowIfNull(decoder);
            ArgumentNullException.ThrowIfNull(tensorColumnNames);
            return catalog.Step(new DecodeDetections(decoder, [.. tensorColumnNames], inputWidth, inputHeight)
            {
                Mapping = mappingColumnName, CropMapping = cropMappingColumnName, Columns = columns ?? new(), Suppression = suppression,
            });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>
    /// Turns the raw outputs of a network into detections: boxes, scores, classes and, where the decoder finds them, keypoints and masks (<see cref="IMaskDecoder"/>). A suppression usually follows,
    /// <see cref="Suppress"/>; where there are masks it should be this step's own <see cref="Suppression"/>, because masks are then made only of what is left. Nothing of them is made unless their column is read.
    /// </summary>
    /// <param name="Decoder">What the outputs mean.</param>
    /// <param name="Tensors">The columns of the network's outputs: floats or integers. Dimensions that the model leaves open follow from how many values a row has (<see cref="OpenDimensions"/>).</param>
    /// <param name="InputWidth">The width of the network's input; <see cref="Mapping"/> must have been made for it.</param>
    /// <param name="InputHeight">The height of the network's input.</param>
    public sealed record DecodeDetections(IDetectionDecoder Decoder, ImmutableArray<string> Tensors, int InputWidth, int InputHeight) : VisionStep
    {
        /// <summary>The mapping that the resize kept; null to stay in the network's pixels. A row whose mapping is NaN (it had no picture) has no detections.</summary>
        public string? Mapping { get; init; }

        /// <summary>The mapping of the piece that the network looked at, undone after <see cref="Mapping"/>; null where it looked at a whole picture.</summary>
        public string? CropMapping { get; init; }

        /// <summary>What leaves one detection for each object, in the pixels that the detections come out in; null, the default, for none.</summary>
        public ISuppression? Suppression { get; init; }

        /// <summary>The names of the columns that come out.</summary>
        public DetectionColumns Columns { get; init; } = new();

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(InputWidth);
            Ensure.Positive(InputHeight);
            if (Tensors.IsDefaultOrEmpty)
                throw new ArgumentException($"{nameof(Tensors)} names no column; {Decoder.GetType().Name} reads {Decoder.ExpectedOutputs.Count}: {string.Join(", ", Decoder.ExpectedOutputs)}.");
            var inputs = new List<string>();
            foreach (var tensor in Tensors)
            {
                input.Require(tensor, TensorReader.Kind);
                inputs.Add(tensor);
            }
            foreach (var mapping in Mappings)
            {
                input.Require(mapping, ColumnKind.ResizeMapping);
                inputs.Add(mapping);
            }
            var outputs = Columns.Outputs(Decoder.KeypointCount, inputs);
            if (Decoder is not IMaskDecoder || Columns.Masks is null)
                return outputs;
            if (Suppression is { ChangesBoxes: true })
            {
                throw new ArgumentException(
                    $"{nameof(Suppression)} is {Suppression.GetType().Name}, which makes new boxes, and a mask belongs to the box that the network found it with. "
                    + $"Put {nameof(Suppress)} behind this step, where the masks are there, or ask for none ({nameof(Columns)}.{nameof(Columns.Masks)} is null).");
            }
            outputs.Add(new(Columns.Masks, ColumnShape.Of(VisionTypes.Masks), inputs));
            return outputs;
        }

        private NetworkSize Input => new(InputWidth, InputHeight);

        /// <summary>The mappings to undo, in this order.</summary>
        private IEnumerable<string> Mappings => new[] { Mapping, CropMapping }.OfType<string>();

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(DecodeDetections step, WorkerContext context) : DetectionWorker(context)
        {
            private readonly TensorReader[] _readers = [.. step.Tensors.Select(name => TensorReader.Of(context.Row, name, step.Decoder))];
            private readonly (string Column, ValueGetter<VBuffer<float>> Getter)[] _mappings = [.. step.Mappings.Select(name => (name, context.Getter<VBuffer<float>>(name)))];
            private readonly IMaskDecoder? _masks = step.Decoder as IMaskDecoder;
            private readonly TensorView[] _tensors = new TensorView[step.Tensors.Length];
            private VBuffer<float> _mappingValue;
            private ResizeMapping _toNetwork;
            private readonly NonFiniteTally _lost = new(context);
            private long _emptyMasks;
            private long _rowsWithEmptyMasks;

            protected override bool HasKeypoints => step.Decoder.KeypointCount > 0;

            protected override void Compute(DetectionBuffer detections)
            {
                for (var i = 0; i < _readers.Length; i++)
                    _tensors[i] = _readers[i].Read(step.Input);
                step.Decoder.Decode(_tensors, step.Input, detections);
                detections.DropNonFinite();
                _toNetwork = ResizeMapping.Stretch(step.InputWidth, step.InputHeight, step.Input);
                foreach (var (column, getter) in _mappings)
                {
                    getter(ref _mappingValue);
                    if (MappingColumn.Read(in _mappingValue) is { } mapping)
                    {
                        RequireBehind(column, mapping);
                        mapping.ToOriginal(detections);
                        _toNetwork = mapping.Then(_toNetwork);
                    }
                    else
                    {
                        detections.Clear(step.Decoder.KeypointCount);
                    }
                }

                step.Suppression?.Apply(detections);
                _lost.Add(detections);
            }

            /// <summary>A mapping must lead to where the next one begins. Width and height, or two mappings, that were exchanged give boxes that look right and are not.</summary>
            private void RequireBehind(string column, ResizeMapping mapping)
            {
                var (width, height) = (_toNetwork.OriginalWidth, _toNetwork.OriginalHeight);
                if (mapping.Network != new NetworkSize(width, height))
                {
                    throw new InvalidOperationException(
                        $"Row {Context.Row.Position}: column '{column}' was made for a picture of {mapping.Network.Width} x {mapping.Network.Height}, and what was found lies in one of {width} x {height}. "
                        + $"Look at {nameof(InputWidth)} ({step.InputWidth}) and {nameof(InputHeight)} ({step.InputHeight}), and at which mapping is which.");
                }
            }

            protected override void ComputeMasks(DetectionBuffer detections)
            {
                var empty = 0;
                detections.HasMasks = true;
                for (var i = 0; i < detections.Count; i++)
                {
                    var mask = detections.Masks[i] = _masks!.DecodeMask(_tensors, detections, i, _toNetwork);
                    empty += mask.Area == 0 ? 1 : 0;
                }
                _emptyMasks += empty;
                _rowsWithEmptyMasks += empty > 0 ? 1 : 0;
            }

            protected override void Dispose(bool disposing)
            {
                if (_emptyMasks > 0)
                    Context.Warn($"{_emptyMasks} detections in {_rowsWithEmptyMasks} rows have a mask without a pixel: they lie outside the picture, or the network's values for masks are not above the threshold, or not numbers.");
                _emptyMasks = _rowsWithEmptyMasks = 0;
                _lost.Tell();
                base.Dispose(disposing);
            }
        }
    }
}
