using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes
{
    /// <summary>Pictures to floats.</summary>
    public static class NormalizeCatalog
    {
        /// <summary>Normalises and lays out a picture at the size it has, in one pass.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The tensor; of a known size where the picture's is known.</param>
        /// <param name="inputColumnName">The picture; null when it has the output's name.</param>
        /// <param name="format">Normalisation, order and layout, for instance <see cref="TensorFormat.ImageNet"/>. Default: RGB planes in 0..1.</param>
        public static VisionEstimator Normalize(this VisionCatalog catalog, string outputColumnName, string? inputColumnName = null, TensorFormat? format = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new Normalize(outputColumnName, inputColumnName ?? outputColumnName) { Format = format ?? new() });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Normalises and lays out a picture at the size it has, in one pass. A row without a picture gives an empty vector, or NaN where the size is known.</summary>
    /// <param name="Output">The tensor column.</param>
    /// <param name="Input">The picture column.</param>
    public sealed record Normalize(string Output, string Input) : VisionStep
    {
        /// <summary>Normalisation, order and layout. Default: RGB planes in 0..1.</summary>
        public TensorFormat Format { get; init; } = new();

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Format.Check();
            var image = input.Require(Input, ColumnKind.Image);
            var sized = (ImageDataViewType)image.ItemType;
            return [new(Output, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, Format.Dimensions(sized.Width, sized.Height))), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(Normalize step, WorkerContext context) : PictureToVectorWorker(context, step.Input, step.Format.Channels)
        {
            protected override void Write(MLImage image, Span<float> values)
            {
                var swap = image.Order() != step.Format.Order;
                if (step.Format.IsGrey)
                    _ = new NetworkInput { Fit = ResizeFit.Stretch, Format = step.Format }.Write(image.Pixels, image.Shape(), image.Order(), new(image.Width, image.Height), values);
                else if (step.Format.Layout == TensorLayout.Chw)
                    NormalizeKernel.ToChw(image.Pixels, image.Shape(), step.Format.Normalization, swap, values);
                else
                    NormalizeKernel.ToHwc(image.Pixels, image.Shape(), step.Format.Normalization, swap, values);
            }
        }
    }
}
