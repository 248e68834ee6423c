using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>What one run needs beside the rows: the memory of its inputs. Whoever makes a run puts the rows into it, so that they are near when the network reads them.</summary>
internal sealed class OnnxScratch(OnnxPlan plan, OnnxMemory memory) : IDisposable
{
    private readonly OnnxRows[] _inputs = [.. plan.Inputs.Select(input => input.Element.NewRows(memory))];

    /// <summary>Makes a run.</summary>
    /// <param name="session">The network.</param>
    /// <param name="reader">What has read the rows; null for none.</param>
    /// <param name="slots">The reader's slots that go into the first rows of the run.</param>
    /// <param name="rows">Rows of the run; those beyond the slots are whatever stands there.</param>
    /// <param name="sizes">The sizes of the plan's open dimensions.</param>
    /// <param name="outputNames">The outputs that are wanted.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(OnnxSession session, OnnxRowReader? reader, ReadOnlySpan<int> slots, int rows, ReadOnlySpan<int> sizes, string[] outputNames)
    {
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Tensor(i, reader?.Inputs[i], slots, rows, sizes);
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

    private OrtValue Tensor(int index, OnnxInput? read, ReadOnlySpan<int> slots, int rows, ReadOnlySpan<int> sizes)
    {
        var input = plan.Inputs[index];
        var shape = new long[input.Tensor.Dimensions.Length];
        var rowLength = 1;
        for (var d = 0; d < input.RowDimensions.Length; d++)
        {
            shape[d + 1] = input.SizeOf(d, sizes);
            rowLength = checked(rowLength * (int)shape[d + 1]);
        }
        if (shape.Length > 0)
            shape[0] = rows;
        if (rows == 1 && slots.Length == 1 && !memory.IsPinned && read?.Direct(slots[0], shape) is { } direct)
            return direct;
        for (var row = 0; row < slots.Length; row++)
            read!.Put(slots[row], _inputs[index], row);
        return _inputs[index].Tensor(rows, rowLength, shape);
    }
}

/// <summary>As many of them as there are runs at once.</summary>
internal sealed class OnnxScratchPool(OnnxPlan plan, OnnxMemory memory) : IDisposable
{
    private readonly ConcurrentBag<OnnxScratch> _free = [];

    public OnnxScratch Rent() => _free.TryTake(out var scratch) ? scratch : new(plan, memory);

    public void Return(OnnxScratch scratch) => _free.Add(scratch);

    public void Dispose()
    {
        foreach (var scratch in _free)
            scratch.Dispose();
        memory.Dispose();
    }
}
