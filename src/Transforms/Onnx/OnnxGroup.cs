using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Rows that have the same sizes, one behind the other as the network reads them, so that one run can take many of them.</summary>
/// <param name="plan">The columns.</param>
/// <param name="reader">What has read the rows; null where zeros are run.</param>
/// <param name="memory">Where the inputs are put.</param>
/// <param name="outputNames">The outputs that are wanted.</param>
internal sealed class OnnxGroup(OnnxPlan plan, OnnxRowReader? reader, OnnxMemory memory, string[] outputNames) : IDisposable
{
    private readonly OnnxRows[] _inputs = [.. plan.Inputs.Select(input => input.Element.NewRows(memory))];
    private readonly List<int> _slots = [];
    private int[] _sizes = [];

    /// <summary>What its rows are called, in their order.</summary>
    public ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(_slots);

    public int Count => _slots.Count;

    /// <summary>Whether a row of these sizes may join; an empty group takes any.</summary>
    public bool Takes(ReadOnlySpan<int> sizes) => _slots.Count == 0 || sizes.SequenceEqual(_sizes);

    public void Clear() => _slots.Clear();

    /// <summary>Adds the row that was just read.</summary>
    public void Add(ReadOnlySpan<int> sizes, int slot)
    {
        if (!sizes.SequenceEqual(_sizes))
            _sizes = sizes.ToArray();
        for (var i = 0; i < _inputs.Length; i++)
            reader!.Inputs[i].Put(_inputs[i], _slots.Count);
        _slots.Add(slot);
    }

    /// <summary>One run over some of the rows; many may be made at once. Those behind the last are what earlier rows left, or zeros; their results are to be dropped.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(OnnxSession session, int start, int rows)
    {
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Tensor(i, start, rows);
            return session.Run(plan.InputNames, values, outputNames, memory);
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

    private OrtValue Tensor(int index, int start, int rows)
    {
        var input = plan.Inputs[index];
        var shape = new long[input.Tensor.Dimensions.Length];
        var rowLength = 1;
        for (var d = 0; d < input.RowDimensions.Length; d++)
        {
            shape[d + 1] = input.SizeOf(d, _sizes);
            rowLength = checked(rowLength * (int)shape[d + 1]);
        }
        if (!plan.HasRowDimension)
            shape = shape[1..];
        else if (shape.Length > 0)
            shape[0] = rows;
        return reader?.Inputs[index].InPlace(shape) ?? _inputs[index].Tensor(start, rows, rowLength, shape);
    }
}
