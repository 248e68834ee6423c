using System.Diagnostics;
using System.Text.Json;
using DeepRecipes;
using DeepRecipes.Metrics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Quickstart;

/// <summary>A handwritten digit: 28 x 28 pixels in 0..1.</summary>
internal sealed class Digit
{
    public string Class { get; set; } = "";

    [VectorType(Side * Side)]
    public float[] Pixels { get; set; } = [];

    public const int Side = 28;
}

/// <summary>What a model answers.</summary>
internal sealed class Answer
{
    [VectorType(10)]
    public float[] Score { get; set; } = [];
}

/// <summary>A baseline on held-out digits.</summary>
internal sealed record DigitModel(string Name, MulticlassClassificationResult Result, RocCurve[] Curves, double Seconds);

/// <summary>Both baselines, and whether a saved one answers alike.</summary>
internal sealed record DigitResult(int TrainRows, int TestRows, DigitModel[] Models, int SameAnswers, int Asked);

/// <summary>Compare: one-versus-all FastTree on plain pixels against the same on gradient histograms.</summary>
internal static class DigitStage
{
    public const int Steps = 6;

    public static DigitResult Run(MLContext context, string folder, Action done)
    {
        var data = context.Data.LoadFromEnumerable(Load());
        var split = context.Data.TrainTestSplit(data, testFraction: 0.25, seed: 1);
        var (train, test) = (split.TrainSet, split.TestSet);
        done();
        var vision = context.Vision();
        var pixels = Train(context, "pixels", train, test, Trainer(context, "Pixels"), out _);
        done();
        var gradients = vision.HistogramOfGradients("Features", "Pixels", Digit.Side, Digit.Side, cellSize: 7, blockSize: 2)
            .AppendCacheCheckpoint(context)
            .Append(Trainer(context, "Features"));
        var hog = Train(context, "gradient histograms", train, test, gradients, out var model);
        done();

        var path = Path.Combine(folder, "digits.zip");
        context.Model.Save(model, train.Schema, path);
        done();
        var loaded = new MLContext().LoadModel(path, out _);
        var asked = context.Data.CreateEnumerable<Digit>(context.Data.TakeRows(test, 200), reuseRowObject: false).ToArray();
        using var engine = context.Model.CreatePredictionEngine<Digit, Answer>(loaded);
        var expected = context.Data.CreateEnumerable<Answer>(model.Transform(context.Data.LoadFromEnumerable(asked)), reuseRowObject: false).ToArray();
        var same = asked.Zip(expected).Count(pair => engine.Predict(pair.First).Score.AsSpan().SequenceEqual(pair.Second.Score));
        done();
        var result = new DigitResult(Count(train), Count(test), [pixels, hog], same, asked.Length);
        done();
        return result;
    }

    private static EstimatorChain<ITransformer> Trainer(MLContext context, string features)
    {
        var trees = context.BinaryClassification.Trainers.FastTree(featureColumnName: features, numberOfTrees: 30, numberOfLeaves: 20, minimumExampleCountPerLeaf: 10);
        return new EstimatorChain<ITransformer>()
            .Append(context.Transforms.Conversion.MapValueToKey("Label", "Class", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
            .Append((IEstimator<ITransformer>)context.MulticlassClassification.Trainers.OneVersusAll(trees));
    }

    private static DigitModel Train(MLContext context, string name, IDataView train, IDataView test, IEstimator<ITransformer> pipeline, out ITransformer model)
    {
        var watch = Stopwatch.StartNew();
        model = pipeline.Fit(train);
        var seconds = watch.Elapsed.TotalSeconds;
        var scored = model.Transform(test);
        var result = context.Vision().EvaluateClassification(scored);
        return new(name, result, Curves(scored), seconds);
    }

    /// <summary>One ROC curve for each digit against all others.</summary>
    private static RocCurve[] Curves(IDataView scored)
    {
        var labels = scored.GetColumn<uint>("Label").ToArray();
        var scores = scored.GetColumn<float[]>("Score").ToArray();
        return [.. Enumerable.Range(0, 10).Select(digit => RocCurve.From(
            [.. labels.Select(label => label == digit + 1)], [.. scores.Select(row => (double)row[digit])]).WithoutIntermediatePoints())];
    }

    private static int Count(IDataView view) => view.GetColumn<string>("Class").Count();

    private static List<Digit> Load()
    {
        var digits = new List<Digit>();
        for (var digit = 0; digit < 10; digit++)
        {
            using var stream = File.OpenRead(Asset.Path("digits", $"{digit}.json"));
            using var document = JsonDocument.Parse(stream);
            float[] values = [.. document.RootElement.GetProperty("data").EnumerateArray().Select(value => value.GetSingle())];
            for (var at = 0; at + (Digit.Side * Digit.Side) <= values.Length; at += Digit.Side * Digit.Side)
                digits.Add(new() { Class = $"{digit}", Pixels = values[at..(at + (Digit.Side * Digit.Side))] });
        }
        return digits;
    }
}
