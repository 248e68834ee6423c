using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRecipes.Transforms;

/// <summary>A colour of a label map. In a file it is "#rrggbb".</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct RgbColour(byte Red, byte Green, byte Blue)
{
    /// <inheritdoc/>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>Three bytes a colour, in the order of a picture's bytes.</summary>
    internal static byte[] Bytes(IEnumerable<RgbColour> colours, bool bgr) =>
        [.. colours.SelectMany(colour => bgr ? new[] { colour.Blue, colour.Green, colour.Red } : [colour.Red, colour.Green, colour.Blue])];

    private sealed class Converter : JsonConverter<RgbColour>
    {
        public override RgbColour Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is ['#', .. { Length: 6 } digits]
                && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour)
                ? new((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour)
                : throw new JsonException("A colour \"#rrggbb\" was expected.");

        public override void Write(Utf8JsonWriter writer, RgbColour value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
