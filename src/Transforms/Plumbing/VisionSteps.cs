using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DeepRecipes.Augmentation;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>The kinds of step there are, as files name them.</summary>
internal static class VisionSteps
{
    private static readonly DefinitionTable<VisionStep> s_table = new(
        "step",
        new SampleOpConverter(),
        new PartConverter<IDetectionDecoder>(DetectionDecoders.Create, DetectionDecoders.KindOf, DetectionDecoders.Options),
        new PartConverter<ISuppression>(Suppressions.Create, Suppressions.KindOf, Suppressions.Options));

    public static JsonObject Write(VisionStep step) => s_table.Write(step);

    public static VisionStep Read(JsonNode? node, string place) => s_table.Read(node, place);

    /// <summary>Decoders and suppressions inside steps: an object with their kind and their options.</summary>
    private sealed class PartConverter<TPart>(Func<string, JsonElement?, TPart> create, Func<TPart, string> kindOf, Func<TPart, JsonElement> options) : JsonConverter<TPart>
        where TPart : class
    {
        public override TPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions serializer)
        {
            var node = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("An object with a \"kind\" was expected.");
            var kind = node["kind"]?.GetValue<string>() ?? throw new JsonException("\"kind\" is missing.");
            node.Remove("kind");
            return create(kind, JsonSerializer.SerializeToElement(node));
        }

        public override void Write(Utf8JsonWriter writer, TPart value, JsonSerializerOptions serializer)
        {
            var written = new JsonObject { ["kind"] = kindOf(value) };
            foreach (var option in options(value).EnumerateObject())
                written[option.Name] = JsonNode.Parse(option.Value.GetRawText());
            written.WriteTo(writer, serializer);
        }
    }
}
