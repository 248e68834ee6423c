using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Rows of a batch that have the same sizes, so that one run can take many of them.</summary>
internal sealed class OnnxGroup(OnnxRowReader reader, OnnxScratchPool scratches, string[] outputNames)
{
    private readonly List<int> _slots = [];
    private int[] _sizes = [];

    /// <summary>The slots of the batch that its rows belong to, in their order.</summary>
    public ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(_slots);

    public int Count => _slots.Count;

    /// <summary>Whether a row of these sizes may join; an empty group takes any.</summary>
    public bool Takes(ReadOnlySpan<int> sizes) => _slots.Count == 0 || sizes.SequenceEqual(_sizes);

    public void Clear() => _slots.Clear();

    public void Add(ReadOnlySpan<int> sizes, int slot)
    {
        if (_slots.Count == 0 && !sizes.SequenceEqual(_sizes))
            _sizes = sizes.ToArray();
        _slots.Add(slot);
    }

    /// <summary>One run over some of the rows. Those behind the last are what earlier runs left; their results are to be dropped.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(OnnxSession session, int start, int rows)
    {
        var scratch = scratches.Rent();
        try
        {
            return scratch.Run(session, reader, Slots.Slice(start, Math.Min(rows, _slots.Count - start)), rows, _sizes, outputNames);
        }
        finally
        {
            scratches.Return(scratch);
        }
    }
}
