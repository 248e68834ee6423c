using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Room for the inputs and outputs of some rows: filled row by row, scored at once, read row by row. It is used again and again.</summary>
internal sealed class OnnxBatch
{
    private readonly OnnxPlan _plan;
    private readonly float[][] _inputs;
    private readonly OnnxOutput[] _outputs;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    /// <param name="plan">The columns.</param>
    /// <param name="capacity">Rows it can hold; a multiple of the model's own number of rows.</param>
    public OnnxBatch(OnnxPlan plan, int capacity)
    {
        _plan = plan;
        Capacity = capacity;
        _inputs = [.. plan.Inputs.Select(input => new float[checked(input.RowLength * capacity)])];
        _outputs = [.. plan.Outputs.Select(output => OnnxOutput.Of(output, capacity))];
        _inputNames = [.. plan.Inputs.Select(input => input.Tensor.Name)];
        _outputNames = [.. plan.Outputs.Select(output => output.Tensor.Name)];
    }

    public int Capacity { get; }

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public void Clear() => Count = 0;

    /// <summary>Makes what adds the current row of an input to the batch.</summary>
    public Action<OnnxBatch> Reader(WorkerContext context)
    {
        var getters = _plan.Inputs.Select(input => context.Getter<VBuffer<float>>(input.Column)).ToArray();
        var value = default(VBuffer<float>);
        return batch =>
        {
            for (var i = 0; i < getters.Length; i++)
            {
                getters[i](ref value);
                var input = _plan.Inputs[i];
                if (value.Length != input.RowLength)
                    throw new InvalidOperationException($"Row {context.Row.Position}: column '{input.Column}' has {value.Length} values; input {input.Tensor} of the ONNX model needs {input.RowLength}.");
                value.CopyTo(batch._inputs[i].AsSpan(batch.Count * input.RowLength, input.RowLength));
            }
            batch.Count++;
        };
    }

    /// <summary>Runs the network over all rows in it.</summary>
    public void Score(InferenceSession session)
    {
        using var options = new RunOptions();
        var rowsOfRun = _plan.RowsOfRun == 0 ? Count : _plan.RowsOfRun;
        for (var start = 0; start < Count; start += rowsOfRun)
            Run(session, options, start, rowsOfRun, Math.Min(rowsOfRun, Count - start));
    }

    /// <summary>The getter of an output for the row that <paramref name="current"/> says.</summary>
    public static Delegate Getter(OnnxPlan plan, int output, Func<(OnnxBatch Batch, int Slot)> current) =>
        OnnxOutput.Getter(plan.Outputs[output], output, current, (batch, index) => batch._outputs[index]);

    /// <summary>One run: <paramref name="rows"/> rows go in, of which the first <paramref name="real"/> count. The others are what an earlier batch left; their results are dropped.</summary>
    private void Run(InferenceSession session, RunOptions options, int start, int rows, int real)
    {
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                var input = _plan.Inputs[i];
                var shape = new long[input.RowDimensions.Length + 1];
                shape[0] = rows;
                for (var d = 0; d < input.RowDimensions.Length; d++)
                    shape[d + 1] = input.RowDimensions[d];
                values[i] = OrtValue.CreateTensorValueFromMemory(
                    OrtMemoryInfo.DefaultInstance, _inputs[i].AsMemory(start * input.RowLength, rows * input.RowLength), input.Tensor.Dimensions.IsEmpty ? [] : shape);
            }
            using var results = session.Run(options, _inputNames, values, _outputNames);
            for (var i = 0; i < _outputs.Length; i++)
                _outputs[i].Take(results[i], start, rows, real);
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
        }
    }
}
