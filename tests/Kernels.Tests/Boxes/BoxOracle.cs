using System.Globalization;
using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests.Boxes;

/// <summary>torchvision's numbers on 113 pairs and a 12 x 9 table of boxes.</summary>
internal static class BoxOracle
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("boxes.json")));

    public static JsonElement Root => Document.RootElement;

    public static double[] Numbers(JsonElement element)
    {
        var numbers = new List<double>();
        Collect(element, numbers);
        return [.. numbers];
    }

    public static float[] Singles(JsonElement element) => Array.ConvertAll(Numbers(element), x => (float)x);

    /// <summary>Equal within the tolerance relative to 1 or the number, NaN only where NaN is expected.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool close = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(close, string.Create(CultureInfo.InvariantCulture, $"[{i}] expected {expected[i]:R}, got {actual[i]:R}"));
        }
    }

    private static void Collect(JsonElement element, List<double> numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Collect(item, numbers);
                break;
            case JsonValueKind.String:
                numbers.Add(element.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity });
                break;
            default:
                numbers.Add(element.GetDouble());
                break;
        }
    }
}
