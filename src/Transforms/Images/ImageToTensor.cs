using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Pictures to networks' inputs.</summary>
    public static class ImageToTensorCatalog
    {
        /// <summary>Resizes, normalises and lays out a picture for a network in one pass, without rounding to bytes in between.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The tensor: <c>Vector&lt;Single, 3, height, width&gt;</c> or <c>Vector&lt;Single, height, width, 3&gt;</c>; 1 instead of 3 where the format is grey.</param>
        /// <param name="inputColumnName">The picture.</param>
        /// <param name="width">The network's width, at least 1.</param>
        /// <param name="height">The network's height, at least 1.</param>
        /// <param name="fit">Whether the aspect is kept.</param>
        /// <param name="format">Normalisation, order and layout. Default: RGB planes in 0..1.</param>
        /// <param name="mappingColumnName">A column that keeps what the resize did, so that results can be mapped back; null when none is wanted.</param>
        /// <param name="fill">The value of the bars in every channel, 0..255.</param>
        public static VisionEstimator ImageToTensor(
            this VisionCatalog catalog, string outputColumnName, string inputColumnName, int width, int height,
            ResizeFit fit = ResizeFit.Stretch, TensorFormat? format = null, string? mappingColumnName = null, float fill = 0)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new ImageToTensor(outputColumnName, inputColumnName, width, height)
            {
                Fit = fit, Format = format ?? new(), Mapping = mappingColumnName, Fill = fill,
            });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>
    /// Resizes (bilinear, half-pixel centres, no antialias), normalises and lays out a picture for a network in one pass. A row without a picture gives NaN everywhere,
    /// so that nothing can be found in it.
    /// </summary>
    /// <param name="Output">The tensor column.</param>
    /// <param name="Input">The picture column.</param>
    /// <param name="Width">The network's width, at least 1.</param>
    /// <param name="Height">The network's height, at least 1.</param>
    public sealed record ImageToTensor(string Output, string Input, int Width, int Height) : VisionStep
    {
        /// <summary>Whether the aspect is kept. Default: stretch.</summary>
        public ResizeFit Fit { get; init; }

        /// <summary>Normalisation, order and layout. Default: RGB planes in 0..1.</summary>
        public TensorFormat Format { get; init; } = new();

        /// <summary>The column that keeps what the resize did; null for none.</summary>
        public string? Mapping { get; init; }

        /// <summary>The value of the bars in every channel, 0..255. Default: 0.</summary>
        public float Fill { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(Width);
            Ensure.Positive(Height);
            Ensure.InRange(Fill, 0, 255);
            Format.Check();
            input.Require(Input, ColumnKind.Image);
            var tensor = new OutputColumn(Output, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, Format.Dimensions(Width, Height))), [Input]);
            return Mapping is null ? [tensor] : [tensor, new(Mapping, ColumnShape.Of(VisionTypes.ResizeMapping), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(ImageToTensor step, WorkerContext context) : StepWorker
        {
            private readonly ImageReader _image = new(context, step.Input);
            private readonly NetworkInput _input = new() { Fit = step.Fit, Format = step.Format, Fill = step.Fill };

            public override Delegate Getter(int output) => output == 0 ? (ValueGetter<VBuffer<float>>)Tensor : (ValueGetter<VBuffer<float>>)Mapping;

            private void Tensor(ref VBuffer<float> value)
            {
                var editor = VBufferEditor.Create(ref value, checked(step.Format.Channels * step.Width * step.Height));
                if (_image.Current() is { } image)
                    _ = _input.Write(image.Pixels, image.Shape(), image.Order(), new(step.Width, step.Height), editor.Values);
                else
                    editor.Values.Fill(float.NaN);
                value = editor.Commit();
            }

            private void Mapping(ref VBuffer<float> value) => MappingColumn.Write(_image.Current(), step.Fit, step.Width, step.Height, ref value);
        }
    }
}
