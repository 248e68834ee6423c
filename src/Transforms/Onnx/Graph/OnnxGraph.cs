using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>What an ONNX file says, as far as it is looked at; names and numbers are those of the specification's <c>onnx.proto</c>.</summary>
/// <param name="IrVersion">The version of the file format.</param>
/// <param name="Producer">The tool that wrote the file, and its version.</param>
/// <param name="Opsets">The operator sets it uses, by domain; the standard's own domain is "".</param>
/// <param name="Metadata">What the exporter added.</param>
/// <param name="Main">The graph.</param>
/// <param name="Functions">The bodies of the functions that the file brings along.</param>
internal sealed record OnnxGraph(
    long IrVersion, string Producer, ImmutableSortedDictionary<string, long> Opsets, ImmutableSortedDictionary<string, string> Metadata, OnnxBody Main, IReadOnlyList<OnnxBody> Functions)
{
    /// <summary>Every body there is: the graph, the branches and loops within, and the functions.</summary>
    public IEnumerable<OnnxBody> Bodies => Functions.Prepend(Main).SelectMany(body => body.WithInner);
}

/// <summary>Nodes and the tensors that are stored beside them: the graph, a branch or loop of a node, or a function.</summary>
/// <param name="outer">The body whose values it sees too; null for the graph and for functions.</param>
/// <param name="opset">The version of the standard operators it uses.</param>
internal sealed class OnnxBody(OnnxBody? outer, long opset)
{
    public OnnxBody? Outer { get; } = outer;

    public long Opset { get; } = opset;

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Stored values that are a single truth.</summary>
    public Dictionary<string, bool> Truths { get; } = new(StringComparer.Ordinal);

    /// <summary>Values that are others under a new name.</summary>
    public Dictionary<string, string> Identities { get; } = new(StringComparer.Ordinal);

    public List<OnnxTensor> Stored { get; } = [];

    public List<OnnxTensorInfo> Inputs { get; } = [];

    public List<OnnxTensorInfo> Outputs { get; } = [];

    public IEnumerable<OnnxBody> WithInner => Nodes.SelectMany(node => node.Bodies).SelectMany(body => body.WithInner).Prepend(this);

    /// <summary>The truth that a value of this body always has; null where it is no stored truth.</summary>
    public bool? Truth(string value)
    {
        for (var body = this; body is not null; body = body.Outer)
        {
            // Exporters share constants through Identity; longer chains than this are not made by any.
            for (var links = 0; links < 16; links++)
            {
                if (body.Truths.TryGetValue(value, out var truth))
                    return truth;
                if (!body.Identities.TryGetValue(value, out var source))
                    break;
                value = source;
            }
        }
        return null;
    }
}

/// <summary>One operator of a graph.</summary>
/// <param name="Name">Its name; often empty.</param>
/// <param name="Domain">Whose operator it is; "" is the standard's.</param>
/// <param name="OpType">Which operator.</param>
/// <param name="Inputs">The values it reads; "" where an optional one is left out.</param>
/// <param name="Outputs">The values it gives; "" where one is not wanted.</param>
/// <param name="Integers">Its attributes that are integers.</param>
/// <param name="Bodies">The graphs within it.</param>
internal sealed record OnnxNode(
    string Name, string Domain, string OpType, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, long> Integers, IReadOnlyList<OnnxBody> Bodies)
{
    /// <summary>The keys of the maps it gives, where it is a ZipMap.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public bool IsStandard => Domain is "" or "ai.onnx";

    /// <summary>The operator with its name, or, where it has none, with what it gives.</summary>
    public override string ToString() => Name.Length > 0 ? $"{OpType} '{Name}'" : $"{OpType} (which gives '{(Outputs.Count > 0 ? Outputs[0] : "")}')";
}

/// <summary>A tensor whose numbers stand in the file.</summary>
/// <param name="Name">The value it is.</param>
/// <param name="ElementType">The type of its numbers.</param>
/// <param name="Count">How many there are.</param>
/// <param name="ExternalFile">The file that holds its numbers; null where they stand in this one.</param>
internal sealed record OnnxTensor(string Name, TensorElementType ElementType, long Count, string? ExternalFile)
{
    /// <summary>The numbers themselves, where they are few.</summary>
    public ImmutableArray<double> Numbers { get; init; } = [];
}
