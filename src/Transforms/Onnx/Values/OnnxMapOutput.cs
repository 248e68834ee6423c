using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>The keys or the values of an output that is a map, or a sequence with one map a row.</summary>
internal sealed class OnnxMapOutput<T>(OnnxPlan.Output output, int capacity, bool keeps, ReadTensor<T> read) : OnnxOutput<T>(capacity, keeps)
{
    public override void Take(OrtValue result, int rows, ReadOnlySpan<int> slots)
    {
        if (output.Tensor.Kind == OnnxValueKind.Map)
        {
            TakeMap(result, slots[0], isFirst: true);
            return;
        }
        var maps = result.GetValueCount();
        if (maps != rows)
            throw new InvalidOperationException($"Output {output.Tensor} of the ONNX model gave {maps} maps for {rows} rows; there should be one a row. Set BatchSize to 1.");
        for (var row = 0; row < slots.Length; row++)
        {
            using var map = result.GetValue(row, OrtAllocator.DefaultInstance);
            TakeMap(map, slots[row], row == 0);
        }
    }

    private void TakeMap(OrtValue map, int slot, bool isFirst)
    {
        if (isFirst && !output.Labels.IsEmpty)
            RequireLabels(map);
        using var part = map.GetValue(output.Part == OnnxPart.Keys ? 0 : 1, OrtAllocator.DefaultInstance);
        var values = read(part);
        if (!output.Labels.IsEmpty && values.Length != output.Labels.Length)
            throw new InvalidOperationException($"Output {output.Tensor} of the ONNX model gave a map with {values.Length} keys; the model states {output.Labels.Length}.");
        values.CopyTo(Store(slot, values.Length));
    }

    /// <summary>The names of the slots were said before the first row, and must be those of the keys.</summary>
    private void RequireLabels(OrtValue map)
    {
        using var keys = map.GetValue(0, OrtAllocator.DefaultInstance);
        IEnumerable<string> given = output.Tensor.KeyType == TensorElementType.String
            ? keys.GetStringTensorAsArray()
            : keys.GetTensorDataAsSpan<long>().ToArray().Select(key => key.ToString(CultureInfo.InvariantCulture));
        if (!given.SequenceEqual(output.Labels, StringComparer.Ordinal))
            throw new InvalidOperationException($"Output {output.Tensor} of the ONNX model gave a map with the keys {string.Join(", ", given)}; the model states {string.Join(", ", output.Labels)}.");
    }
}
