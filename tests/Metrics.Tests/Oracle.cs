using System.Globalization;
using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Metrics.Tests;

/// <summary>Numbers other tools gave, as JSON: NaN and infinities stand as strings.</summary>
internal static class Oracle
{
    public static JsonElement Load(params ReadOnlySpan<string> path) => JsonDocument.Parse(File.ReadAllBytes(TestData.Path(path))).RootElement;

    public static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, string s => throw new FormatException(s), null => throw new FormatException() },
        JsonValueKind.Number => element.GetDouble(),
        // sklearn raised an error instead: nothing is in it, which this library says as NaN.
        JsonValueKind.Object => double.NaN,
        _ => throw new FormatException(element.ToString()),
    };

    public static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [Number(element)];

    public static void Close(double expected, double actual, string what, double tolerance = 1e-12)
    {
        bool close = double.IsNaN(expected) ? double.IsNaN(actual) : expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(close, string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}"));
    }

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, string what, double tolerance = 1e-12)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: expected {expected.Count} numbers, got {actual.Count}");
        for (int i = 0; i < expected.Count; i++)
            Close(expected[i], actual[i], $"{what}[{i}]", tolerance);
    }
}
