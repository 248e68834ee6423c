using System.Numerics;
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
        /// <param name="outputColumnName">The tensor: <c>Vector&lt;Single, 3, height, width&gt;</c> or <c>Vector&lt;Single, height, width, 3&gt;</c>; 1 instead of 3 where the format is grey; other numbers than <c>Single</c> by <paramref name="element"/>.</param>
        /// <param name="inputColumnName">The picture.</param>
        /// <param name="width">The network's width, at least 1.</param>
        /// <param name="height">The network's height, at least 1.</param>
        /// <param name="fit">Whether the aspect is kept.</param>
        /// <param name="format">Normalisation, order and layout. Default: RGB planes in 0..1.</param>
        /// <param name="mappingColumnName">A column that keeps what the resize did, so that results can be mapped back; null when none is wanted.</param>
        /// <param name="fill">The value of the bars in every channel, 0..255.</param>
        /// <param name="element">The network's numbers. For integers the normalisation must give whole ones: <see cref="ChannelNormalization.None"/> where bytes go in as they are.</param>
        /// <param name="scaleColumnName">A column (<c>Single</c>) that says how much of the width and height each picture may take, greater than 0 and at most 1; null for all of it.</param>
        public static VisionEstimator ImageToTensor(
            this VisionCatalog catalog, string outputColumnName, string inputColumnName, int width, int height,
            ResizeFit fit = ResizeFit.Stretch, TensorFormat? format = null, string? mappingColumnName = null, float fill = 0, TensorElement element = TensorElement.Single, string? scaleColumnName = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new ImageToTensor(outputColumnName, inputColumnName, width, height)
            {
                Fit = fit, Format = format ?? new(), Mapping = mappingColumnName, Fill = fill, Element = element, Scale = scaleColumnName,
            });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>
    /// Resizes (bilinear, half-pixel centres, no antialias), normalises and lays out a picture for a network in one pass. A row without a picture gives NaN everywhere,
    /// so that nothing can be found in it (some networks, torchvision's detectors among them, do not stand that: leave such rows out); integers, which have no NaN, are 0 then, and the mapping says that there was none.
    /// </summary>
    /// <param name="Output">The tensor column.</param>
    /// <param name="Input">The picture column.</param>
    /// <param name="Width">The network's width, at least 1.</param>
    /// <param name="Height">The network's height, at least 1.</param>
    public sealed record ImageToTensor(string Output, string Input, int Width, int Height) : VisionStep
    {
        // As floats, 2 GiB: more than an array's bytes can be counted by.
        private const long MostNumbers = int.MaxValue / sizeof(float);

        /// <summary>Whether the aspect is kept. Default: stretch.</summary>
        public ResizeFit Fit { get; init; }

        /// <summary>Normalisation, order and layout. Default: RGB planes in 0..1.</summary>
        public TensorFormat Format { get; init; } = new();

        /// <summary>The column that keeps what the resize did; null for none.</summary>
        public string? Mapping { get; init; }

        /// <summary>The value of the bars in every channel, 0..255. Default: 0.</summary>
        public float Fill { get; init; }

        /// <summary>The tensor's numbers. Default: floats. Integers want a <see cref="TensorFormat.Normalization"/> that gives whole ones.</summary>
        public TensorElement Element { get; init; }

        /// <summary>The column (<c>Single</c>) with how much of the width and height each picture may take, greater than 0 and at most 1, the rest being bars; null for all of it.</summary>
        public string? Scale { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(Width);
            Ensure.Positive(Height);
            Ensure.InRange((long)Width * Height * Format.Channels, 1, MostNumbers, $"{nameof(Width)} * {nameof(Height)} * channels");
            Ensure.InRange(Fill, 0, 255);
            Format.Check();
            input.Require(Input, ColumnKind.Image);
            if (Scale is not null)
                input.Require(Scale, ColumnKind.Float);
            string[] inputs = Scale is null ? [Input] : [Input, Scale];
            var tensor = new OutputColumn(Output, ColumnShape.Of(new VectorDataViewType(ItemType(), Format.Dimensions(Width, Height))), inputs);
            return Mapping is null ? [tensor] : [tensor, new(Mapping, ColumnShape.Of(VisionTypes.ResizeMapping), inputs)];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => Element switch
        {
            TensorElement.Byte => new IntegerWorker<byte>(this, context),
            TensorElement.SByte => new IntegerWorker<sbyte>(this, context),
            TensorElement.Int32 => new IntegerWorker<int>(this, context),
            _ => new FloatWorker(this, context),
        };

        private NumberDataViewType ItemType()
        {
            switch (Element)
            {
                case TensorElement.Byte:
                    Format.CheckWhole<byte>();
                    return NumberDataViewType.Byte;
                case TensorElement.SByte:
                    Format.CheckWhole<sbyte>();
                    return NumberDataViewType.SByte;
                case TensorElement.Int32:
                    Format.CheckWhole<int>();
                    return NumberDataViewType.Int32;
                default:
                    return NumberDataViewType.Single;
            }
        }

        private abstract class Worker<T>(ImageToTensor step, WorkerContext context) : StepWorker
        {
            private readonly ImageReader _image = new(context, step.Input);
            private readonly NetworkInput _input = new() { Fit = step.Fit, Format = step.Format, Fill = step.Fill };
            private readonly ValueGetter<float>? _scale = step.Scale is null ? null : context.Getter<float>(step.Scale);

            protected ImageToTensor Step { get; } = step;

            protected WorkerContext Context { get; } = context;

            public override Delegate Getter(int output) => output == 0 ? (ValueGetter<VBuffer<T>>)Tensor : (ValueGetter<VBuffer<float>>)Mapping;

            /// <summary>Writes a picture.</summary>
            protected abstract void Write(NetworkInput input, MLImage image, NetworkSize size, Span<T> tensor, float scale);

            /// <summary>What stands where there is no picture.</summary>
            protected abstract T Nothing();

            private void Tensor(ref VBuffer<T> value)
            {
                var editor = VBufferEditor.Create(ref value, checked(Step.Format.Channels * Step.Width * Step.Height));
                if (_image.Current() is { } image)
                    Write(_input, image, new(Step.Width, Step.Height), editor.Values, CurrentScale());
                else
                    editor.Values.Fill(Nothing());
                value = editor.Commit();
            }

            private void Mapping(ref VBuffer<float> value) => MappingColumn.Write(_image.Current(), Step.Fit, Step.Width, Step.Height, ref value, CurrentScale());

            private float CurrentScale()
            {
                var scale = 1f;
                _scale?.Invoke(ref scale);
                return scale > 0 && scale <= 1 ? scale : throw new InvalidOperationException($"Row {Context.Row.Position}: column '{Step.Scale}' is {scale}; it must be greater than 0 and at most 1.");
            }
        }

        private sealed class FloatWorker(ImageToTensor step, WorkerContext context) : Worker<float>(step, context)
        {
            protected override void Write(NetworkInput input, MLImage image, NetworkSize size, Span<float> tensor, float scale) =>
                _ = input.Write(image.Pixels, image.Shape(), image.Order(), size, tensor, scale);

            protected override float Nothing() => float.NaN;
        }

        private sealed class IntegerWorker<T>(ImageToTensor step, WorkerContext context) : Worker<T>(step, context)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            protected override void Write(NetworkInput input, MLImage image, NetworkSize size, Span<T> tensor, float scale) =>
                _ = input.Write(image.Pixels, image.Shape(), image.Order(), size, tensor, scale);

            protected override T Nothing() => Step.Mapping is not null
                ? T.Zero
                : throw new InvalidOperationException(
                    $"Row {Context.Row.Position}: column '{Step.Input}' holds no picture, and integers ({Step.Element}) have no NaN to say so. Keep the mapping ({nameof(Mapping)}), which says it, or leave such rows out.");
        }
    }
}
