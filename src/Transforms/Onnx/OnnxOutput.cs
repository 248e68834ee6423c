using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>Room for one output of the rows of a batch.</summary>
internal abstract class OnnxOutput
{
    public static OnnxOutput Of(OnnxPlan.Output output, int capacity) => output.Tensor.ElementType switch
    {
        TensorElementType.Float => new OnnxOutput<float>(output, capacity),
        TensorElementType.Double => new OnnxOutput<double>(output, capacity),
        TensorElementType.Int64 => new OnnxOutput<long>(output, capacity),
        TensorElementType.Int32 => new OnnxOutput<int>(output, capacity),
        TensorElementType.UInt8 => new OnnxOutput<byte>(output, capacity),
        _ => new OnnxOutput<bool>(output, capacity),
    };

    /// <summary>Copies the rows of a run.</summary>
    /// <param name="result">What the network gave.</param>
    /// <param name="start">The batch's slot of the run's first row.</param>
    /// <param name="rows">Rows of the run.</param>
    /// <param name="real">Rows of it that count.</param>
    public abstract void Take(OrtValue result, int start, int rows, int real);

    /// <summary>The getter of a column that reads the row which <paramref name="current"/> names.</summary>
    public static Delegate Getter(OnnxPlan.Output output, int index, Func<(OnnxBatch Batch, int Slot)> current, Func<OnnxBatch, int, OnnxOutput> find)
    {
        return output.Tensor.ElementType switch
        {
            TensorElementType.Float => Typed<float>(),
            TensorElementType.Double => Typed<double>(),
            TensorElementType.Int64 => Typed<long>(),
            TensorElementType.Int32 => Typed<int>(),
            TensorElementType.UInt8 => Typed<byte>(),
            _ => Typed<bool>(),
        };

        Delegate Typed<T>()
            where T : unmanaged
        {
            return (ValueGetter<VBuffer<T>>)Get;

            void Get(ref VBuffer<T> value)
            {
                var (batch, slot) = current();
                ((OnnxOutput<T>)find(batch, index)).CopyTo(slot, ref value);
            }
        }
    }
}

/// <inheritdoc/>
internal sealed class OnnxOutput<T>(OnnxPlan.Output output, int capacity) : OnnxOutput
    where T : unmanaged
{
    private readonly T[][] _rows = new T[capacity][];
    private readonly int[] _lengths = new int[capacity];

    public override void Take(OrtValue result, int start, int rows, int real)
    {
        var data = result.GetTensorDataAsSpan<T>();
        if (output.HasRows)
        {
            var given = result.GetTensorTypeAndShape().Shape;
            if (given.Length == 0 || given[0] != rows)
                throw new InvalidOperationException($"Output {output.Tensor} of the ONNX model gave [{string.Join(", ", given)}] for {rows} rows; its first dimension should be the rows'. Set BatchSize to 1.");
        }
        var length = output.HasRows ? data.Length / rows : data.Length;
        for (var row = 0; row < real; row++)
        {
            var slot = start + row;
            if (_rows[slot] is null || _rows[slot].Length < length)
                _rows[slot] = new T[length];
            data.Slice(row * length, length).CopyTo(_rows[slot]);
            _lengths[slot] = length;
        }
    }

    public void CopyTo(int slot, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, _lengths[slot]);
        _rows[slot].AsSpan(0, _lengths[slot]).CopyTo(editor.Values);
        value = editor.Commit();
    }
}
