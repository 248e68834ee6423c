using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRecipes.Augmentation;

/// <summary>Reading JSON that others wrote: null where a node is not what is asked for.</summary>
internal static class CocoNodes
{
    public static long? Whole(this JsonNode? node) => node.Number() is { } number && number == Math.Floor(number) && Math.Abs(number) < 1L << 53 ? (long)number : null;

    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static double[]? Numbers(this JsonNode? node)
    {
        if (node is not JsonArray list)
            return null;
        var numbers = new double[list.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (list[i].Number() is not { } number)
                return null;
            numbers[i] = number;
        }
        return numbers;
    }

    /// <summary>Numbers as a list, to a thousandth of a pixel.</summary>
    public static JsonArray List(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)Math.Round(number, 3))]);

    // A node that was read holds text, one that was made holds a number of its own type.
    private static double? Number(this JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
            return null;
        var number = value.TryGetValue(out double read) ? read : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : null;
    }
}
