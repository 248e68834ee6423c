using System.Collections.Immutable;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Floats in 0..1 by statistics of their channels.</summary>
    public static class StandardizeCatalog
    {
        /// <summary>
        /// Takes a mean from each channel and divides by a deviation: <c>(x - mean) / deviation</c>, ImageNet's unless told otherwise. The values must be in 0..1, as the statistics are: one that is not is an
        /// error. (A picture column needs none of this: <see cref="NormalizeCatalog.Normalize"/> goes from bytes to the same numbers in one pass.)
        /// </summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The result, with the input's dimensions.</param>
        /// <param name="inputColumnName">Floats in 0..1 of a picture; null when they have the output's name.</param>
        /// <param name="means">One a channel; ImageNet's for red, green, blue by default.</param>
        /// <param name="deviations">One a channel, greater than 0; ImageNet's by default.</param>
        /// <param name="layout">How the floats lie.</param>
        public static VisionEstimator Standardize(
            this VisionCatalog catalog, string outputColumnName, string? inputColumnName = null, ImmutableArray<double>? means = null, ImmutableArray<double>? deviations = null,
            TensorLayout layout = TensorLayout.Chw)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            var step = new Standardize(outputColumnName, inputColumnName ?? outputColumnName) { Layout = layout };
            return catalog.Step(step with { Means = means ?? step.Means, Deviations = deviations ?? step.Deviations });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Takes a mean from each channel of floats in 0..1 and divides by a deviation. A value that is not in 0..1 is an error that names row and place.</summary>
    /// <param name="Output">The result.</param>
    /// <param name="Input">Floats in 0..1.</param>
    public sealed record Standardize(string Output, string Input) : VisionStep
    {
        /// <summary>One a channel. Default: ImageNet's for red, green, blue in 0..1.</summary>
        public ImmutableArray<double> Means { get; init; } = [0.485, 0.456, 0.406];

        /// <summary>One a channel, greater than 0. Default: ImageNet's.</summary>
        public ImmutableArray<double> Deviations { get; init; } = [0.229, 0.224, 0.225];

        /// <summary>How the floats lie. Default: planes (CHW).</summary>
        public TensorLayout Layout { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Check();
            var floats = input.Require(Input, ColumnKind.Floats);
            if (floats.Vector is { } vector && !Fits(vector))
                throw new ArgumentOutOfRangeException(nameof(input), $"Schema mismatch for input column '{Input}': expected {Means.Length} channels in {Layout} order, got {floats}.");
            return [new(Output, floats, [Input], KeepsSlotNames: Input)];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private void Check()
        {
            if (Means.IsDefaultOrEmpty || Deviations.IsDefault || Means.Length != Deviations.Length)
                throw new ArgumentException($"Means and Deviations must hold one number a channel; they hold {(Means.IsDefault ? 0 : Means.Length)} and {(Deviations.IsDefault ? 0 : Deviations.Length)}.", nameof(Means));
            foreach (var mean in Means)
                Ensure.Finite(mean, nameof(Means));
            foreach (var deviation in Deviations)
                Ensure.Positive(deviation, nameof(Deviations));
        }

        private bool Fits(VectorDataViewType vector) =>
            vector.Size % Means.Length == 0
            && (vector.Dimensions is not [var first, _, var last] || (Layout == TensorLayout.Chw ? first : last) == Means.Length);

        private sealed class Worker(Standardize step, WorkerContext context) : StepWorker
        {
            private readonly ValueGetter<VBuffer<float>> _getter = context.Getter<VBuffer<float>>(step.Input);
            private VBuffer<float> _source;
            private float[] _dense = [];

            public override Delegate Getter(int output) => (ValueGetter<VBuffer<float>>)Values;

            private void Values(ref VBuffer<float> value)
            {
                _getter(ref _source);
                var editor = VBufferEditor.Create(ref value, _source.Length);
                var source = _source.Dense(ref _dense);
                var channels = step.Means.Length;
                if (source.Length % channels != 0)
                    throw new InvalidOperationException($"Row {context.Row.Position}: column '{step.Input}' holds {source.Length} values, which are no whole number of {channels} channels.");
                if (!source.IsEmpty && StandardizeKernel.Apply(source, step.Layout == TensorLayout.Chw ? source.Length / channels : 1, step.Means.AsSpan(), step.Deviations.AsSpan(), editor.Values) is var at and >= 0)
                    throw new InvalidOperationException($"Row {context.Row.Position}: column '{step.Input}' holds {source[at]} at {at}; means and deviations are those of values in 0..1. Divide values in 0..255 by 255 first, or use Normalize on the picture itself.");
                value = editor.Commit();
            }
        }
    }
}
