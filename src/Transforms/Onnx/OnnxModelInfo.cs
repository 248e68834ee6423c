using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>What goes into a network and comes out of it.</summary>
/// <param name="Inputs">In the model's order.</param>
/// <param name="Outputs">In the model's order.</param>
public sealed record OnnxModelInfo(ImmutableArray<OnnxTensorInfo> Inputs, ImmutableArray<OnnxTensorInfo> Outputs)
{
    /// <summary>What the runtime says of a model, and the labels of classic models, which stand in the file only.</summary>
    internal static OnnxModelInfo Of(InferenceSession session, OnnxInspection inspection) =>
        new(
            [.. session.InputNames.Select(name => OnnxTensorInfo.Of(name, session.InputMetadata[name]))],
            [.. session.OutputNames.Select(name => OnnxTensorInfo.Of(name, session.OutputMetadata[name]) with { Labels = inspection.Outputs.FirstOrDefault(output => output.Name == name)?.Labels ?? [] })]);
}
