using System.Text;
using System.Text.Json;

namespace DeepRecipes.Kernels;

/// <summary>A mask as the object that COCO's files and pycocotools have: <c>{"size":[height,width],"counts":"..."}</c>.</summary>
internal static class MaskJson
{
    private const string Expected = """A mask must be {"size": [height, width], "counts": a compressed text or a list of run lengths}.""";

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    // Of the characters of compressed runs only the backslash means something in a JSON string.
    public static string Write(RleMask mask) =>
        $$"""{"size":[{{mask.Height}},{{mask.Width}}],"counts":"{{mask.ToCompressed().Replace(@"\", @"\\", StringComparison.Ordinal)}}"}""";

    public static RleMask Read(ReadOnlySpan<char> json)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json.ToArray()), s_strict);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{Expected} {e.Message}", e);
        }
    }

    private static RleMask Read(JsonElement mask)
    {
        JsonElement? size = null, counts = null;
        foreach (JsonProperty property in mask.ValueKind == JsonValueKind.Object ? mask.EnumerateObject() : throw new FormatException($"{Expected} Got {Shown(mask)}."))
        {
            if (property.NameEquals("size"u8))
                size = property.Value;
            else if (property.NameEquals("counts"u8))
                counts = property.Value;
            else
                throw new FormatException($"{Expected} It has no \"{property.Name}\".");
        }

        if (size is not { ValueKind: JsonValueKind.Array } sides || sides.GetArrayLength() != 2 || !IsSide(sides[0], out int height) || !IsSide(sides[1], out int width))
            throw new FormatException($"{Expected} \"size\" is {Shown(size)}.");
        try
        {
            return counts switch
            {
                { ValueKind: JsonValueKind.String } text => RleMask.FromCompressed(height, width, Encoding.UTF8.GetBytes(text.GetString()!)),
                { ValueKind: JsonValueKind.Array } list => RleMask.FromCounts(height, width, [.. list.EnumerateArray().Select(Count)]),
                _ => throw new FormatException($"{Expected} \"counts\" is {Shown(counts)}."),
            };
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"The mask cannot be read: {e.Message}", e);
        }
    }

    private static bool IsSide(JsonElement number, out int side)
    {
        side = 0;
        return number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out side);
    }

    private static uint Count(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetUInt32(out uint count) ? count : throw new FormatException($"{Expected} A run length is {Shown(number)}.");

    private static string Shown(JsonElement? element) =>
        element?.GetRawText() is { } text ? text.Length > 40 ? text[..40] + "..." : text : "missing";
}
