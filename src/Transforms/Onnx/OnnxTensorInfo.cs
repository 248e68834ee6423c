using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>What an input or output of a network is made of.</summary>
public enum OnnxValueKind
{
    /// <summary>A tensor.</summary>
    Tensor,

    /// <summary>Tensors one behind the other, as many as the network gives.</summary>
    Sequence,

    /// <summary>A map from keys to numbers.</summary>
    Map,

    /// <summary>One map a row: what classic models give, a score for each class.</summary>
    SequenceOfMaps,
}

/// <summary>One input or output of a network.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="ElementType">The type of its numbers; of sequences that of their tensors, of maps that of their values.</param>
/// <param name="Dimensions">Its dimensions, -1 where the model leaves one open.</param>
/// <param name="Symbols">
/// The names of open dimensions; empty where a dimension is fixed or has no name. The rows' dimension of an output is called as that of the inputs, also where the model has another name for it.
/// </param>
public sealed record OnnxTensorInfo(string Name, TensorElementType ElementType, ImmutableArray<int> Dimensions, ImmutableArray<string> Symbols)
{
    /// <summary>What it is made of. Default: a tensor.</summary>
    public OnnxValueKind Kind { get; init; }

    /// <summary>The type of a map's keys; null where it is none.</summary>
    public TensorElementType? KeyType { get; init; }

    /// <summary>The keys of a map in the order of its values, where the model states them (its node ZipMap); empty otherwise.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Whether the first dimension is the rows' one: open, or fixed to a number of rows.</summary>
    public bool BatchIsOpen => Kind == OnnxValueKind.Tensor && Dimensions.Length > 0 && Dimensions[0] < 0;

    /// <summary>Rows of one run where the model fixes them; 0 where it does not.</summary>
    public int FixedBatch => Kind == OnnxValueKind.Tensor && Dimensions.Length > 0 && Dimensions[0] > 0 ? Dimensions[0] : 0;

    internal static OnnxTensorInfo Of(string name, NodeMetadata node) => node.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => new(name, node.ElementDataType, [.. node.Dimensions], [.. node.SymbolicDimensions ?? []]),
        OnnxValueType.ONNX_TYPE_MAP when node.AsMapMetadata() is var map =>
            Of(name, map.ValueMetadata) with { Kind = OnnxValueKind.Map, KeyType = map.KeyDataType, Dimensions = [], Symbols = [] },
        OnnxValueType.ONNX_TYPE_SEQUENCE when Of(name, node.AsSequenceMetadata().ElementMeta) is { Kind: OnnxValueKind.Tensor or OnnxValueKind.Map } element =>
            element with { Kind = element.Kind == OnnxValueKind.Map ? OnnxValueKind.SequenceOfMaps : OnnxValueKind.Sequence },
        _ => throw new NotSupportedException($"'{name}' of the ONNX model is {node.OnnxValueType}; supported are tensors, sequences of tensors, maps and sequences of maps."),
    };

    /// <summary>Name, type and shape, as errors show them.</summary>
    public override string ToString()
    {
        var tensor = $"{ElementType}[{string.Join(", ", Dimensions.Select((size, i) => size >= 0 ? size.ToString() : i < Symbols.Length && Symbols[i].Length > 0 ? Symbols[i] : "?"))}]";
        return $"{Name}: " + Kind switch
        {
            OnnxValueKind.Sequence => $"Sequence<{tensor}>",
            OnnxValueKind.Map => $"Map<{KeyType}, {ElementType}>",
            OnnxValueKind.SequenceOfMaps => $"Sequence<Map<{KeyType}, {ElementType}>>",
            _ => tensor,
        };
    }
}
