using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>What stands in an ONNX file, read without running it: what goes in and out, what it is made of, and whether it was exported for training.</summary>
/// <param name="Producer">The tool that wrote the file, and its version.</param>
/// <param name="IrVersion">The version of the file format.</param>
/// <param name="Opsets">The operator sets it uses, by domain; the standard's own domain is "".</param>
/// <param name="Metadata">What the exporter added: names of classes, strides, the task.</param>
/// <param name="Inputs">In the model's order, without those that have a stored value.</param>
/// <param name="Outputs">In the model's order.</param>
/// <param name="Parameters">Floating-point and 8-bit numbers stored in the file: weights, and the few constants among them.</param>
/// <param name="Operators">How often each operator occurs, inner graphs included; others than the standard's are named "domain.operator".</param>
/// <param name="QuantizedOperators">Nodes that quantise, dequantise or compute on quantised numbers; 0 for a model that is not quantised.</param>
/// <param name="Float16Parameters">Of <paramref name="Parameters"/>, those of 16 bits (float16 and bfloat16).</param>
/// <param name="RandomNodes">Nodes that draw at random, other than dropout.</param>
/// <param name="TrainingFindings">What only training wants, a sentence a node; empty for a model exported for inference.</param>
/// <param name="ExternalFiles">Files that hold weights of it; empty where it is complete.</param>
public sealed record OnnxInspection(
    string Producer,
    long IrVersion,
    ImmutableSortedDictionary<string, long> Opsets,
    ImmutableSortedDictionary<string, string> Metadata,
    ImmutableArray<OnnxTensorInfo> Inputs,
    ImmutableArray<OnnxTensorInfo> Outputs,
    long Parameters,
    ImmutableSortedDictionary<string, int> Operators,
    int QuantizedOperators,
    long Float16Parameters,
    ImmutableArray<string> RandomNodes,
    ImmutableArray<string> TrainingFindings,
    ImmutableArray<string> ExternalFiles)
{
    /// <summary>What the model does to each input before anything else, one an input: whether it subtracts a mean and divides by a deviation itself, so that nobody does it twice, or not at all.</summary>
    public ImmutableArray<OnnxInputStatistics> InputStatistics { get; init; } = [];

    /// <summary>Whether the model computes on quantised numbers.</summary>
    public bool IsQuantized => QuantizedOperators > 0;

    /// <summary>Whether it chooses the scale of its quantised numbers from all rows of a run, so that a row's answer depends a little on the rows beside; they are then scored one by one unless told.</summary>
    public bool QuantizesByRun => Operators.Keys.Any(op => op.Contains("DynamicQuantize", StringComparison.Ordinal));

    /// <summary>Whether the model has weights, inputs or outputs of 16 bits.</summary>
    public bool IsFloat16 => Float16Parameters > 0 || Inputs.Concat(Outputs).Any(tensor => Is16Bit(tensor.ElementType));

    /// <summary>Inspects a file.</summary>
    /// <param name="modelPath">The ONNX file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no ONNX model.</exception>
    public static OnnxInspection Of(string modelPath) => OnnxModelFile.Read(modelPath).Inspection;

    /// <summary>Inspects a model in memory.</summary>
    /// <param name="modelBytes">The bytes of an ONNX file.</param>
    /// <exception cref="FormatException">The bytes are no ONNX model.</exception>
    public static OnnxInspection Of(ReadOnlySpan<byte> modelBytes)
    {
        var graph = OnnxGraphReader.Read(modelBytes);
        var bodies = graph.Bodies.ToList();
        var nodes = bodies.SelectMany(body => body.Nodes).ToList();
        var stored = bodies.SelectMany(body => body.Stored).ToList();
        var given = graph.Main.Stored.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            graph.Producer,
            graph.IrVersion,
            graph.Opsets,
            graph.Metadata,
            [.. graph.Main.Inputs.Where(input => !given.Contains(input.Name))],
            [.. graph.Main.Outputs.Select(output => output with { Labels = [.. graph.Main.Nodes.FirstOrDefault(node => node.Labels.Count > 0 && node.Outputs.Contains(output.Name, StringComparer.Ordinal))?.Labels ?? []] })],
            stored.Where(tensor => IsWeight(tensor.ElementType)).Sum(tensor => tensor.Count),
            nodes.GroupBy(node => node.IsStandard ? node.OpType : $"{node.Domain}.{node.OpType}", StringComparer.Ordinal)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            nodes.Count(node => IsQuantizing(node.OpType)),
            stored.Where(tensor => Is16Bit(tensor.ElementType)).Sum(tensor => tensor.Count),
            [.. nodes.Where(node => node.IsStandard && node.OpType is "RandomNormal" or "RandomNormalLike" or "RandomUniform" or "RandomUniformLike" or "Multinomial" or "Bernoulli").Select(node => node.ToString())],
            TrainingModeCheck.Findings(graph),
            [.. stored.Select(tensor => tensor.ExternalFile).OfType<string>().Distinct(StringComparer.Ordinal)])
        {
            InputStatistics = [.. graph.Main.Inputs.Where(input => !given.Contains(input.Name)).Select(input => OnnxInputStatistics.Of(graph.Main, input.Name))],
        };
    }

    /// <summary>All of it, a line each, to be read by a person. Control characters in the model's texts are written as <c>\u001b</c>: they would break lines, or tell a terminal what to do.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line("producer", Producer.Length > 0 ? Producer : "not stated");
        Line("format", $"IR {IrVersion}, opset {string.Join(", ", Opsets.Select(opset => opset.Key.Length == 0 ? $"{opset.Value}" : $"{opset.Key} {opset.Value}"))}");
        foreach (var input in Inputs)
            Line("input", input.ToString());
        foreach (var output in Outputs)
            Line("output", output.ToString() + (output.Labels.IsEmpty ? "" : $" with the keys {string.Join(", ", output.Labels)}"));
        foreach (var statistics in InputStatistics)
            Line("statistics", statistics.ToString());
        Line("parameters", $"{Parameters:N0}{(Float16Parameters > 0 ? $", {Float16Parameters:N0} of them of 16 bits" : "")}");
        Line("operators", string.Join(", ", Operators.OrderByDescending(op => op.Value).ThenBy(op => op.Key, StringComparer.Ordinal).Select(op => $"{op.Key} {op.Value}")));
        Line("quantised", IsQuantized ? $"yes, {QuantizedOperators} nodes" : "no");
        Line("float16", IsFloat16 ? "yes" : "no");
        foreach (var (key, value) in Metadata)
            Line("metadata", $"{key} = {value}");
        foreach (var file in ExternalFiles)
            Line("external", file);
        foreach (var node in RandomNodes)
            Line("random", node);
        foreach (var finding in TrainingFindings)
            Line("TRAINING", finding);
        if (TrainingFindings.IsEmpty)
            Line("training", "nothing that only training wants");
        return text.ToString();

        void Line(string what, string value)
        {
            text.Append(what.PadRight(12));
            foreach (var letter in value)
                _ = char.IsControl(letter) ? text.Append($"\\u{(int)letter:x4}") : text.Append(letter);
            text.Append('\n');
        }
    }

    /// <summary>An error where the model was exported for training.</summary>
    internal void RequireInference()
    {
        if (!TrainingFindings.IsEmpty)
        {
            throw new InvalidOperationException(
                $"The ONNX model was exported in training mode: {string.Join("; ", TrainingFindings)}. Export it for inference (in PyTorch, model.eval() before the export), "
                + $"or set {nameof(OnnxScore)}.{nameof(OnnxScore.AllowsTrainingMode)} if that is meant.");
        }
    }

    private static bool Is16Bit(TensorElementType type) => type is TensorElementType.Float16 or TensorElementType.BFloat16;

    private static bool IsWeight(TensorElementType type) =>
        type is TensorElementType.Float or TensorElementType.Double or TensorElementType.Int8 or TensorElementType.UInt8 || Is16Bit(type);

    private static bool IsQuantizing(string op) =>
        op.StartsWith("QLinear", StringComparison.Ordinal) || op.StartsWith("DynamicQuantize", StringComparison.Ordinal)
        || op is "QuantizeLinear" or "DequantizeLinear" or "MatMulInteger" or "ConvInteger" or "MatMulIntegerToFloat" or "MatMulNBits" or "QAttention" or "QGemm";
}
