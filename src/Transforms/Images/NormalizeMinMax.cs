using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes
{
    /// <summary>Each picture by its own least and most.</summary>
    public static class NormalizeMinMaxCatalog
    {
        /// <summary>Stretches each picture to 0..1 by its own least and most level and lays it out. (ML.NET's own <c>Transforms.NormalizeMinMax</c> learns one scale for all rows.)</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The tensor; of a known size where the picture's is known.</param>
        /// <param name="inputColumnName">The picture; null when it has the output's name.</param>
        /// <param name="perChannel">Each channel has its own least and most, which changes colours; otherwise the picture has one of each.</param>
        /// <param name="order">The order of the channels.</param>
        /// <param name="layout">Planes or pixels.</param>
        public static VisionEstimator NormalizeMinMax(
            this VisionCatalog catalog, string outputColumnName, string? inputColumnName = null, bool perChannel = false,
            ChannelOrder order = ChannelOrder.Rgb, TensorLayout layout = TensorLayout.Chw)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new NormalizeMinMax(outputColumnName, inputColumnName ?? outputColumnName) { PerChannel = perChannel, Order = order, Layout = layout });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Stretches each picture to 0..1 by its own least and most level; a picture of one level becomes 0. A row without a picture gives an empty vector, or NaN where the size is known.</summary>
    /// <param name="Output">The tensor column.</param>
    /// <param name="Input">The picture column.</param>
    public sealed record NormalizeMinMax(string Output, string Input) : VisionStep
    {
        /// <summary>Each channel has its own least and most, which changes colours. Default: the picture has one of each.</summary>
        public bool PerChannel { get; init; }

        /// <summary>The order of the channels. Default: RGB.</summary>
        public ChannelOrder Order { get; init; }

        /// <summary>The layout. Default: planes (CHW).</summary>
        public TensorLayout Layout { get; init; }

        private TensorFormat Format => new() { Order = Order, Layout = Layout };

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            var sized = (ImageDataViewType)input.Require(Input, ColumnKind.Image).ItemType;
            return [new(Output, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, Format.Dimensions(sized.Width, sized.Height))), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(NormalizeMinMax step, WorkerContext context) : PictureToVectorWorker(context, step.Input, 3)
        {
            protected override void Write(MLImage image, Span<float> values)
            {
                var swap = image.Order() != step.Order;
                if (step.Layout == TensorLayout.Chw)
                    MinMaxKernel.ToChw(image.Pixels, image.Shape(), step.PerChannel, swap, values);
                else
                    MinMaxKernel.ToHwc(image.Pixels, image.Shape(), step.PerChannel, swap, values);
            }
        }
    }
}
