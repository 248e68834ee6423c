using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes
{
    /// <summary>Masks to 0..1.</summary>
    public static class MaskToUnitCatalog
    {
        /// <summary>
        /// Turns a binary mask of 0 and 255 (or 0 and 1) into floats 0 and 1, <c>Vector&lt;Single, 1, height, width&gt;</c>, as a picture normalised to 0..1 needs beside it.
        /// </summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The floats; of a known size where the mask's is known.</param>
        /// <param name="inputColumnName">The mask; null when it has the output's name.</param>
        /// <param name="soft">The mask holds shares: level v becomes v / 255. By default a level between is an error, since it means that the mask was interpolated or holds class ids.</param>
        public static VisionEstimator MaskToUnit(this VisionCatalog catalog, string outputColumnName, string? inputColumnName = null, bool soft = false)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new MaskToUnit(outputColumnName, inputColumnName ?? outputColumnName) { Soft = soft });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Turns a mask of levels into floats in 0..1. A row without a mask gives an empty vector, or NaN where the size is known.</summary>
    /// <param name="Output">The floats.</param>
    /// <param name="Input">The mask.</param>
    public sealed record MaskToUnit(string Output, string Input) : VisionStep
    {
        /// <summary>The mask holds shares: level v becomes v / 255. By default it holds 0 and 255, or 0 and 1.</summary>
        public bool Soft { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            var sized = (ImageDataViewType)input.Require(Input, ColumnKind.Image).ItemType;
            return [new(Output, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, 1, sized.Height, sized.Width)), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(MaskToUnit step, WorkerContext context) : PictureToVectorWorker(context, step.Input, 1)
        {
            private readonly ClassIdReader _mask = new(context, step.Input);

            protected override void Write(MLImage image, Span<float> values)
            {
                var levels = _mask.Ids(image);
                if (step.Soft)
                {
                    NormalizeKernel.ToChw(levels, new(image.Width, image.Height, 1), ChannelNormalization.UnitInterval, swapRedBlue: false, values);
                    return;
                }
                byte on = levels.Contains((byte)255) ? (byte)255 : (byte)1;
                if (levels.IndexOfAnyExcept((byte)0, on) is var pixel and >= 0)
                    throw new InvalidOperationException($"{_mask.Where(image, pixel)} holds {levels[pixel]}; a binary mask holds 0 and 255, or 0 and 1. Was it resized with anything but nearest, or does it hold class ids (OneHotMask) or shares (soft)?");
                LabelMapKernel.BinaryToUnit(levels, values);
            }

            protected override void Dispose(bool disposing)
            {
                _mask.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
