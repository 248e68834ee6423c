using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Floats to bytes that cannot overflow.</summary>
    public static class ClampToByteCatalog
    {
        /// <summary>Turns floats into bytes: rounded half to even, then saturated, so that 255.7 is 255 and -3 is 0 (a plain cast would give 255 or 0 and 253).</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The bytes, with the input's dimensions.</param>
        /// <param name="inputColumnName">The floats; null when they have the output's name.</param>
        public static VisionEstimator ClampToByte(this VisionCatalog catalog, string outputColumnName, string? inputColumnName = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new ClampToByte(outputColumnName, inputColumnName ?? outputColumnName));
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Turns floats into bytes: rounded half to even, then saturated (OpenCV's <c>saturate_cast</c>).</summary>
    /// <param name="Output">The column of bytes.</param>
    /// <param name="Input">The column of floats.</param>
    public sealed record ClampToByte(string Output, string Input) : VisionStep
    {
        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            var floats = input.Require(Input, ColumnKind.Floats);
            return [new(Output, floats.WithItem(NumberDataViewType.Byte), [Input], KeepsSlotNames: Input)];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(context.Getter<VBuffer<float>>(Input));

        private sealed class Worker(ValueGetter<VBuffer<float>> getter) : StepWorker
        {
            private VBuffer<float> _source;
            private float[] _dense = [];

            public override Delegate Getter(int output) => (ValueGetter<VBuffer<byte>>)Bytes;

            private void Bytes(ref VBuffer<byte> value)
            {
                getter(ref _source);
                var editor = VBufferEditor.Create(ref value, _source.Length);
                ClampToByteKernel.Apply(_source.Dense(ref _dense), editor.Values);
                value = editor.Commit();
            }
        }
    }
}
