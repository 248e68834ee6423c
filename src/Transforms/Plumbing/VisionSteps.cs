using System.Text.Json.Nodes;
using DeepRecipes.Augmentation;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>The kinds of step there are, as files name them.</summary>
internal static class VisionSteps
{
    private static readonly DefinitionTable<VisionStep> s_table = new(
        "step",
        new DefinitionConverter<SampleOp>("op", SampleOps.Read, SampleOps.Write),
        new DefinitionConverter<IDetectionDecoder>("decoder", DetectionDecoders.Read, DetectionDecoders.Write),
        new DefinitionConverter<ISuppression>("suppression", Suppressions.Read, Suppressions.Write));

    public static JsonObject Write(VisionStep step) => s_table.Write(step);

    public static VisionStep Read(JsonNode? node, string place) => s_table.Read(node, place);
}
