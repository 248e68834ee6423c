using System.Numerics.Tensors;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Networks' outputs to masks of class ids.</summary>
    public static class DecodeSegmentationCatalog
    {
        /// <summary>Turns the output of a network for semantic segmentation into a mask of the original picture's size, as <c>EvaluateSegmentation</c> reads it.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The mask: a picture whose red, green and blue hold the class id.</param>
        /// <param name="inputColumnName">The network's output: scores <c>Vector&lt;Single, classes, rows, columns&gt;</c>, or classes as integers, <c>Vector&lt;Int64, rows, columns&gt;</c>.</param>
        /// <param name="mappingColumnName">The mapping that the resize kept, to come back to the original picture.</param>
        /// <param name="threshold">For scores of a single class: what is above it gets 1, the rest 0. 0 is usual for logits, 0.5 for probabilities. Null where there are several classes, of which the best wins.</param>
        public static VisionEstimator DecodeSegmentation(this VisionCatalog catalog, string outputColumnName, string inputColumnName, string mappingColumnName, float? threshold = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new DecodeSegmentation(outputColumnName, inputColumnName, mappingColumnName) { Threshold = threshold });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>
    /// Turns the output of a network for semantic segmentation into a mask of the original picture's size: scores are interpolated and each pixel gets the best class (<see cref="SemanticMap.ArgMax"/>);
    /// classes are brought back to the nearest pixels. A row without a picture has no mask.
    /// </summary>
    /// <param name="Output">The mask: a picture whose red, green and blue hold the class id.</param>
    /// <param name="Input">The network's output: scores <c>[classes, rows, columns]</c> as floats, or classes <c>[rows, columns]</c> as integers. Open rows and columns follow from how many values there are.</param>
    /// <param name="Mapping">The mapping that the resize kept.</param>
    public sealed record DecodeSegmentation(string Output, string Input, string Mapping) : VisionStep
    {
        /// <summary>For scores of a single class: what is above it gets 1, the rest 0. Null, the default, where there are several classes.</summary>
        public float? Threshold { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            if (Threshold is { } threshold)
                Ensure.Finite(threshold, nameof(Threshold));
            var shape = input.Require(Input, TensorReader.Kind);
            if (shape.Vector is { } vector)
                _ = ShapeOf(vector);
            input.Require(Mapping, ColumnKind.ResizeMapping);
            return [new(Output, ColumnShape.Of(VisionTypes.Image), [Input, Mapping])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        /// <summary>The shape that the functions for maps want: [1, classes or 1, rows, columns].</summary>
        private int[] ShapeOf(VectorDataViewType type)
        {
            var isScores = TensorReader.IsFloating(type);
            int[] given = [.. type.Dimensions];
            int[]? shape = (isScores, given) switch
            {
                (true, [> 0 and <= 256, _, _]) => [1, .. given],
                (false, [_, _]) => [1, 1, .. given],
                (false, [1, _, _]) => [1, .. given],
                _ => null,
            };
            if (shape is null)
                throw new ArgumentException($"Column '{Input}' is {type}; scores are Vector<Single, classes, rows, columns> of 1 to 256 classes, and classes, as integers, Vector<Int64, rows, columns>.");
            if (isScores && (shape[1] == 1) != (Threshold is not null))
            {
                throw new ArgumentException(shape[1] == 1
                    ? $"Column '{Input}' holds the scores of a single class, of which none is the best: say above which one a pixel belongs to it ({nameof(Threshold)}; 0 is usual for logits, 0.5 for probabilities)."
                    : $"Column '{Input}' holds the scores of {shape[1]} classes, of which the best wins; a {nameof(Threshold)} ({Threshold}) is for a single class.");
            }
            return !isScores && Threshold is not null
                ? throw new ArgumentException($"Column '{Input}' holds classes; a {nameof(Threshold)} ({Threshold}) is for the scores of a single class.")
                : shape;
        }

        private sealed class Worker(DecodeSegmentation step, WorkerContext context) : StepWorker
        {
            private readonly TensorReader _tensor = TensorReader.Of(context.Row, step.Input, step.ShapeOf((VectorDataViewType)context.Row.Schema[step.Input].Type));
            private readonly bool _isScores = TensorReader.IsFloating((VectorDataViewType)context.Row.Schema[step.Input].Type);
            private readonly ValueGetter<VBuffer<float>> _mapping = context.Getter<VBuffer<float>>(step.Mapping);
            private readonly HandedOutImage _handedOut = new();
            private readonly PixelBuffer _ids = new();
            private readonly PixelBuffer _pixels = new();
            private VBuffer<float> _mappingValue;
            private long _rowsWithNaN;

            public override Delegate Getter(int output) => (ValueGetter<MLImage?>)Mask;

            protected override void Dispose(bool disposing)
            {
                if (_rowsWithNaN > 0)
                    context.Warn($"Column '{step.Input}' holds scores that are NaN in {_rowsWithNaN} rows; such a class wins no pixel, and where all are NaN the first one was taken. Look at the network, or at what goes into it.");
                _rowsWithNaN = 0;
                _ids.Dispose();
                _pixels.Dispose();
                base.Dispose(disposing);
            }

            private void Mask(ref MLImage? value)
            {
                _mapping(ref _mappingValue);
                if (MappingColumn.Read(in _mappingValue) is not { } mapping)
                {
                    _handedOut.Replace(ref value, null);
                    return;
                }
                var tensor = _tensor.Read(mapping.Network);
                var ids = _ids.Take(checked(mapping.OriginalWidth * mapping.OriginalHeight));
                Decode(tensor, mapping, ids);
                var pixels = _pixels.Take(checked(4 * ids.Length));
                GreyPixelsKernel.Write(ids, pixels);
                _handedOut.Replace(ref value, MLImage.CreateFromPixels(mapping.OriginalWidth, mapping.OriginalHeight, MLPixelFormat.Bgra32, pixels));
            }

            private void Decode(TensorView tensor, ResizeMapping mapping, Span<byte> ids)
            {
                if (!_isScores)
                {
                    try
                    {
                        SemanticMap.Nearest(tensor, mapping, ids);
                    }
                    catch (ArgumentException e)
                    {
                        throw new InvalidOperationException($"Row {context.Row.Position}: column '{step.Input}': {e.Message}", e);
                    }
                    return;
                }
                if (float.IsNaN(TensorPrimitives.Max(tensor.Values)))
                    _rowsWithNaN++;
                if (step.Threshold is { } threshold)
                    SemanticMap.Above(tensor, threshold, mapping, ids);
                else
                    SemanticMap.ArgMax(tensor, mapping, ids);
            }
        }
    }
}
