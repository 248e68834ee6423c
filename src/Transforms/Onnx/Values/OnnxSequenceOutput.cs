using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>An output that is a sequence of tensors, all of the only row: their values one behind the other.</summary>
internal sealed class OnnxSequenceOutput<T>(int capacity, bool keeps, ReadTensor<T> read) : OnnxOutput<T>(capacity, keeps)
{
    public override void Take(OrtValue result, int rows, ReadOnlySpan<int> slots)
    {
        var values = new List<T>();
        for (var i = 0; i < result.GetValueCount(); i++)
        {
            using var tensor = result.GetValue(i, OrtAllocator.DefaultInstance);
            values.AddRange(read(tensor));
        }
        values.CopyTo(Store(slots[0], values.Count));
    }
}

/// <summary>How many values each tensor of a sequence has.</summary>
internal sealed class OnnxLengthsOutput(int capacity, bool keeps) : OnnxOutput<int>(capacity, keeps)
{
    public override void Take(OrtValue result, int rows, ReadOnlySpan<int> slots)
    {
        var lengths = Store(slots[0], result.GetValueCount());
        for (var i = 0; i < lengths.Length; i++)
        {
            using var tensor = result.GetValue(i, OrtAllocator.DefaultInstance);
            lengths[i] = checked((int)tensor.GetTensorTypeAndShape().ElementCount);
        }
    }
}
