using System.Collections.Immutable;

namespace DeepRecipes.Transforms;

/// <summary>
/// Finds what only training wants: active dropout, and batch normalisation by the statistics of the batch. Networks exported without
/// <c>model.eval()</c> have them, and give another answer each time, or one that depends on the rows beside.
/// What the operators do in which version: https://onnx.ai/onnx/operators/onnx__Dropout.html and onnx__BatchNormalization.html.
/// </summary>
internal static class TrainingModeCheck
{
    public static ImmutableArray<string> Findings(OnnxGraph graph) =>
        [.. graph.Bodies.SelectMany(body => body.Nodes.Select(node => Finding(node, body)).OfType<string>())];

    private static string? Finding(OnnxNode node, OnnxBody body) => node switch
    {
        { IsStandard: true, OpType: "Dropout" } => Dropout(node, body) is { } why ? $"{node} drops values at random: {why}" : null,
        { IsStandard: true, OpType: "BatchNormalization" } => BatchNormalization(node, body) is { } why ? $"{node} normalises by the batch's own statistics: {why}" : null,
        _ => null,
    };

    private static string? Dropout(OnnxNode node, OnnxBody body)
    {
        // Version 12 made the mode an input; from 7 to 11 the operator never drops anything; before, an attribute said it.
        if (body.Opset >= 12)
            return node.Inputs.Count > 2 && body.Truth(node.Inputs[2]) == true ? "its input training_mode is true" : null;
        return body.Opset < 7 && node.Integers.GetValueOrDefault("is_test") == 0 ? "its attribute is_test is 0" : null;
    }

    private static string? BatchNormalization(OnnxNode node, OnnxBody body)
    {
        if (node.Integers.GetValueOrDefault("training_mode") != 0)
            return "its attribute training_mode is 1";
        if (body.Opset < 7 && node.Integers.GetValueOrDefault("is_test") == 0)
            return "its attribute is_test is 0";
        var used = node.Outputs.Count(output => output.Length > 0);
        return used > 1 ? $"{used} of its outputs are used, where inference has one" : null;
    }
}
