using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepRecipes.Metrics;

/// <summary>What the results' JSON has in common: shortest digits that give the same double back, and null for NaN, which JSON has not.</summary>
internal static class MetricJson
{
    // Class names stay readable: the text goes into a file of its own, not into a web page.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Utf8JsonWriter Start(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var json = new Utf8JsonWriter(destination, s_options);
        json.WriteStartObject();
        return json;
    }

    public static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Number(json, value);
    }

    public static void Numbers(Utf8JsonWriter json, string? name, IEnumerable<double> values)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (double value in values)
            Number(json, value);
        json.WriteEndArray();
    }

    /// <summary>A long list on one line: a curve has as many points as the data have scores.</summary>
    public static void Curve(Utf8JsonWriter json, string name, ImmutableArray<double> values)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(line))
            Numbers(inner, null, values);
        json.WritePropertyName(name);
        json.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsNaN(value))
            json.WriteNullValue();
        else if (double.IsInfinity(value))
            json.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
        else
            json.WriteNumberValue(value);
    }
}
