using DeepRecipes.Metrics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Readme.Tests.Snippets;

internal static class MeasuringADataView
{
    private sealed class Row
    {
        public bool Label { get; set; }

        [VectorType(1)]
        public float[] Features { get; set; } = [];
    }

    public static void Run()
    {
        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        Row[] rows = [.. Enumerable.Range(0, 400).Select(_ => random.NextSingle()).Select(x => new Row { Features = [x], Label = x + (0.2f * random.NextSingle()) > 0.6f })];
        IDataView train = mlContext.Data.LoadFromEnumerable(rows[..200]);
        IDataView test = mlContext.Data.LoadFromEnumerable(rows[200..]);

        var model = mlContext.BinaryClassification.Trainers.FastTree().Fit(train);
        var result = mlContext.Vision().EvaluateBinaryClassification(model.Transform(test));
        IDataView roc = result.Roc.ToDataView(mlContext);
        ThresholdChoice? sure = result.Roc.BestThreshold(ThresholdAim.PrecisionAtLeast(.95));
        Console.WriteLine(result);

        Assert.True(result.Roc.Area > 0.9);
        Assert.Equal(3, roc.Schema.Count);
        Assert.NotNull(sure);
    }
}
