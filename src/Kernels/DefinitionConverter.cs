using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DeepRecipes.Kernels;

/// <summary>Definitions inside other definitions: an object with a kind and options, read and written by the family's own table.</summary>
/// <param name="family">What a reader calls such a thing; it is the place in errors.</param>
/// <param name="read">From a node and its place.</param>
/// <param name="write">To an object.</param>
internal sealed class DefinitionConverter<T>(string family, Func<JsonNode?, string, T> read, Func<T, JsonObject> write) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(JsonNode.Parse(ref reader), family);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(value).WriteTo(writer, options);
}
