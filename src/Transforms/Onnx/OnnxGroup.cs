using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Rows of a batch that have the same sizes, so that one run can take many of them.</summary>
internal sealed class OnnxGroup(OnnxPlan plan, OnnxRowReader reader, OnnxMemory memory) : IDisposable
{
    private readonly OnnxRows[] _inputs = Array.ConvertAll(reader.Inputs, input => input.NewRows(memory));
    private readonly List<int> _slots = [];
    private int[] _sizes = reader.Sizes.ToArray();

    /// <summary>The slots of the batch that its rows belong to, in their order.</summary>
    public ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(_slots);

    public int Count => _slots.Count;

    /// <summary>Whether a row of these sizes may join; an empty group takes any.</summary>
    public bool Takes(ReadOnlySpan<int> sizes) => _slots.Count == 0 || sizes.SequenceEqual(_sizes);

    public void Clear() => _slots.Clear();

    public void Add(OnnxRowReader row, int slot)
    {
        if (_slots.Count == 0)
            _sizes = row.Sizes.ToArray();
        for (var i = 0; i < _inputs.Length; i++)
            row.Inputs[i].Put(_inputs[i], _slots.Count);
        _slots.Add(slot);
    }

    /// <summary>One run over some of the rows. Those behind the last are what earlier batches left; their results are to be dropped.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(OnnxSession session, int start, int rows)
    {
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                var input = plan.Inputs[i];
                var shape = new long[input.Tensor.Dimensions.Length];
                var rowLength = 1;
                for (var d = 0; d < input.RowDimensions.Length; d++)
                {
                    shape[d + 1] = input.SizeOf(d, _sizes);
                    rowLength = checked(rowLength * (int)shape[d + 1]);
                }
                if (shape.Length > 0)
                    shape[0] = rows;
                values[i] = _inputs[i].Tensor(start, rows, rowLength, shape);
            }
            return session.Run(plan.InputNames, values, plan.OutputNames, memory);
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var rows in _inputs)
            rows.Dispose();
    }
}
