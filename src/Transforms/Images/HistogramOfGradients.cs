using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Features of shape for classic learners.</summary>
    public static class HistogramOfGradientsCatalog
    {
        /// <summary>Histograms of oriented gradients of a grey picture, as scikit-image's <c>hog</c> takes them.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The features, a vector of known size.</param>
        /// <param name="inputColumnName">The picture: width x height floats, row by row.</param>
        /// <param name="width">Pixels in a row.</param>
        /// <param name="height">Rows.</param>
        /// <param name="orientations">Bins over 180 degrees, 1 to 64.</param>
        /// <param name="cellSize">Side of a cell in pixels.</param>
        /// <param name="blockSize">Side of a block in cells.</param>
        public static VisionEstimator HistogramOfGradients(
            this VisionCatalog catalog, string outputColumnName, string inputColumnName, int width, int height, int orientations = 9, int cellSize = 8, int blockSize = 3)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new HistogramOfGradients(outputColumnName, inputColumnName, width, height) { Options = new(orientations, cellSize, blockSize) });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Histograms of oriented gradients of a grey picture.</summary>
    /// <param name="Output">The features.</param>
    /// <param name="Input">The picture: width x height floats, row by row.</param>
    /// <param name="Width">Pixels in a row.</param>
    /// <param name="Height">Rows.</param>
    public sealed record HistogramOfGradients(string Output, string Input, int Width, int Height) : VisionStep
    {
        /// <summary>Bins, cells and blocks. Default: 9 orientations, cells of 8 pixels, blocks of 3 cells.</summary>
        public HistogramOfGradientsOptions Options { get; init; } = new();

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            var pixels = input.Require(Input, ColumnKind.KnownFloats);
            if (pixels.Vector is { } vector && vector.Size != Width * Height)
                throw new ArgumentOutOfRangeException(nameof(input), $"Schema mismatch for input column '{Input}': expected Vector<Single, {Width * Height}> ({Width} x {Height} pixels), got {pixels}.");
            return [new(Output, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, Options.FeatureCount(Width, Height))), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context.Getter<VBuffer<float>>(Input));

        private sealed class Worker(HistogramOfGradients step, ValueGetter<VBuffer<float>> getter) : StepWorker
        {
            private VBuffer<float> _source;
            private float[] _dense = [];

            public override Delegate Getter(int output) => (ValueGetter<VBuffer<float>>)Features;

            private void Features(ref VBuffer<float> value)
            {
                getter(ref _source);
                var editor = VBufferEditor.Create(ref value, step.Options.FeatureCount(step.Width, step.Height));
                HistogramOfGradientsKernel.Compute(_source.Dense(ref _dense), step.Width, step.Height, step.Options, editor.Values);
                value = editor.Commit();
            }
        }
    }
}
