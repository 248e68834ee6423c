using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes
{
    /// <summary>Masks of class ids to one plane a class.</summary>
    public static class OneHotMaskCatalog
    {
        /// <summary>Turns a mask of class ids into planes of 0 and 1, one a class: <c>Vector&lt;Single, classes, height, width&gt;</c>.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The planes; of a known size where the mask's is known.</param>
        /// <param name="inputColumnName">The mask.</param>
        /// <param name="classes">How many classes there are, 1 to 256.</param>
        /// <param name="ignoreIndex">The id of pixels that are 0 in every plane; by default there is none, and an id that is no class is an error.</param>
        public static VisionEstimator OneHotMask(this VisionCatalog catalog, string outputColumnName, string inputColumnName, int classes, int? ignoreIndex = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new OneHotMask(outputColumnName, inputColumnName, classes) { IgnoreIndex = ignoreIndex });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Turns a mask of class ids into planes of 0 and 1, one a class. A row without a mask gives an empty vector, or NaN where the size is known.</summary>
    /// <param name="Output">The planes.</param>
    /// <param name="Input">The mask.</param>
    /// <param name="Classes">How many classes there are, 1 to 256.</param>
    public sealed record OneHotMask(string Output, string Input, int Classes) : VisionStep
    {
        /// <summary>
        /// The id of pixels that are 0 in every plane: a number from <see cref="Classes"/> to 255, or -1, which is 255 in a mask. By default there is none: 255 is usual, and it is also what
        /// a binary mask left at 0..255 holds, which would then be ignored without a word.
        /// </summary>
        public int? IgnoreIndex { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.InRange(Classes, 1, 256);
            if (IgnoreIndex is { } id and not -1)
                Ensure.InRange(id, Classes, 255, nameof(IgnoreIndex));
            var sized = (ImageDataViewType)input.Require(Input, ColumnKind.Image).ItemType;
            return [new(Output, ColumnShape.Of(new VectorDataViewType(NumberDataViewType.Single, Classes, sized.Height, sized.Width)), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(OneHotMask step, WorkerContext context) : PictureToVectorWorker(context, step.Input, step.Classes)
        {
            private readonly ClassIdReader _mask = new(context, step.Input);
            private readonly byte? _ignored = unchecked((byte?)step.IgnoreIndex);

            protected override void Write(MLImage image, Span<float> values)
            {
                var ids = _mask.Ids(image);
                if (LabelMapKernel.FirstNoClass(ids, step.Classes, _ignored) is var pixel and >= 0)
                    throw new InvalidOperationException(NoClass(image, pixel, ids[pixel]));
                LabelMapKernel.OneHot(ids, step.Classes, _ignored, values);
            }

            protected override void Dispose(bool disposing)
            {
                _mask.Dispose();
                base.Dispose(disposing);
            }

            private string NoClass(MLImage mask, int pixel, byte id) =>
                $"{_mask.Where(mask, pixel)} holds {id}; class ids are 0 to {step.Classes - 1}{(_ignored is { } ignored ? $", and {ignored} is ignored" : "")}."
                + (id == 255 ? " A binary mask of 0 and 255 is scaled by MaskToUnit; where 255 marks what is to be ignored, say so with IgnoreIndex." : "");
        }
    }
}
