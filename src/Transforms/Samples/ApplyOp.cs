using System.Collections.Immutable;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes
{
    /// <summary>Any op that is not random, as an estimator.</summary>
    public static class ApplyOpCatalog
    {
        /// <summary>Does an op to each row: the picture and everything that belongs to it move together. The columns keep their names.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="op">What is done; it must not be random (random ops take part in <c>Data.Augment</c> and <c>WithAugmentation</c>, and only in training).</param>
        /// <param name="columns">The picture and what belongs to it.</param>
        /// <exception cref="ArgumentException">The op is random, or it cannot move one of the columns; the text names both.</exception>
        public static VisionEstimator Apply(this VisionCatalog catalog, SampleOp op, SampleColumns columns)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new ApplyOp(op, columns));
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Does an op to the columns of a picture.</summary>
    /// <param name="Op">What is done; not random.</param>
    /// <param name="Columns">To which columns.</param>
    public sealed record ApplyOp(SampleOp Op, SampleColumns Columns) : VisionStep
    {
        /// <summary>Classes of the mask that change places in a mirror, such as left arm and right arm; none by default.</summary>
        public ImmutableArray<ClassPair> MaskPairs { get; init; } = [];

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Check();
            var image = input.Require(Columns.Image, ColumnKind.Image);
            var outputs = new List<OutputColumn> { new(Columns.Image, ColumnShape.Of(After(image)), [Columns.Image]) };
            Add(Columns.Mask, ColumnKind.Image);
            Add(Columns.Keypoints, ColumnKind.Keypoints);
            Add(Columns.Boxes, ColumnKind.Boxes);
            Add(Columns.OrientedBoxes, ColumnKind.OrientedBoxes);
            return outputs;

            void Add(string? name, ColumnKind kind)
            {
                if (name is null)
                    return;
                var shape = input.Require(name, kind);
                outputs.Add(new(name, kind == ColumnKind.Image ? ColumnShape.Of(After(shape)) : shape, name == Columns.Image ? [name] : [Columns.Image, name]));
            }
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new ApplyOpWorker(this, context);

        private void Check()
        {
            if (Op.IsRandom)
                throw new ArgumentException($"{Op.GetType().Name} is random: it takes part in Data.Augment and WithAugmentation, and only in training. Give it fixed values to use it in a pipeline.", nameof(Op));
            if (Op.Refuses(Columns.Targets) is { } reason)
                throw new ArgumentException($"{Op.GetType().Name} cannot be applied to columns {string.Join(", ", Columns.Names.Select(name => $"'{name}'"))}: {reason}.", nameof(Columns));
        }

        private DataViewType After(ColumnShape shape)
        {
            if (shape.ItemType is not ImageDataViewType { Height: > 0, Width: > 0 } sized)
                return Op.SizeAfter(null) is var (width, height) ? VisionTypes.SizedImage(width, height) : VisionTypes.Image;
            var before = new ImageShape(sized.Width, sized.Height, 4);
            var after = Op.Draw(before, Draws.None).OutputShape(before);
            return VisionTypes.SizedImage(after.Width, after.Height);
        }
    }
}
