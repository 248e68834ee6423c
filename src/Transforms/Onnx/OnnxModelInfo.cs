using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>What goes into a network and comes out of it.</summary>
/// <param name="Inputs">In the model's order.</param>
/// <param name="Outputs">In the model's order.</param>
public sealed record OnnxModelInfo(ImmutableArray<OnnxTensorInfo> Inputs, ImmutableArray<OnnxTensorInfo> Outputs)
{
    internal static OnnxModelInfo Of(InferenceSession session) =>
        new(Tensors(session.InputNames, session.InputMetadata), Tensors(session.OutputNames, session.OutputMetadata));

    private static ImmutableArray<OnnxTensorInfo> Tensors(IReadOnlyList<string> names, IReadOnlyDictionary<string, NodeMetadata> nodes) =>
        [.. names.Select(name => OnnxTensorInfo.Of(name, nodes[name]))];
}

/// <summary>One input or output of a network.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="ElementType">The type of its numbers.</param>
/// <param name="Dimensions">Its dimensions, -1 where the model leaves one open.</param>
/// <param name="Symbols">The names of open dimensions; empty where a dimension is fixed or has no name.</param>
public sealed record OnnxTensorInfo(string Name, TensorElementType ElementType, ImmutableArray<int> Dimensions, ImmutableArray<string> Symbols)
{
    /// <summary>Whether the first dimension is the rows' one: open, or fixed to a number of rows.</summary>
    public bool BatchIsOpen => Dimensions.Length > 0 && Dimensions[0] < 0;

    /// <summary>Rows of one run where the model fixes them; 0 where it does not.</summary>
    public int FixedBatch => Dimensions.Length > 0 && Dimensions[0] > 0 ? Dimensions[0] : 0;

    internal static OnnxTensorInfo Of(string name, NodeMetadata node)
    {
        if (!node.IsTensor)
            throw new NotSupportedException($"'{name}' of the ONNX model is no tensor but {node.OnnxValueType}; only tensors are scored.");
        return new(name, node.ElementDataType, [.. node.Dimensions], [.. node.SymbolicDimensions ?? []]);
    }

    /// <summary>Name, type and shape, as errors show them.</summary>
    public override string ToString() =>
        $"{Name}: {ElementType}[{string.Join(", ", Dimensions.Select((size, i) => size >= 0 ? size.ToString() : i < Symbols.Length && Symbols[i].Length > 0 ? Symbols[i] : "?"))}]";
}
