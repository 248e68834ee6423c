using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

/// <summary>Made rows that trees can learn: two features that matter, two that do not.</summary>
internal sealed class FastTreeRow
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    public bool IsHigh { get; set; }

    public float Sum { get; set; }

    public string Kind { get; set; } = "";

    public float Weight { get; set; } = 1;

    public static FastTreeRow[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float[] features = [.. Enumerable.Range(0, 4).Select(_ => random.NextSingle())];
            return new FastTreeRow
            {
                Features = features,
                IsHigh = features[0] + 0.5f * features[1] > 0.75f,
                Sum = 3 * features[0] + features[1],
                Kind = features[0] < 0.3f ? "low" : features[0] < 0.7f ? "middle" : "high",
                Weight = 0.5f + random.NextSingle(),
            };
        })];
    }

    public static IDataView View(MLContext context, int count, int seed) => context.Data.LoadFromEnumerable(Make(count, seed));

    public static T[] Read<T>(IDataView view, string column) => [.. view.GetColumn<T>(column)];
}
