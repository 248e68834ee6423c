using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace DeepRecipes.MLNet.Tests;

public sealed class OneVersusAllTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void EveryClassIsFound()
    {
        var model = Pipeline().Fit(FastTreeRow.View(_context, 600, 1));
        var test = model.Transform(FastTreeRow.View(_context, 300, 2));
        var right = FastTreeRow.Read<uint>(test, "PredictedLabel").Zip(FastTreeRow.Read<uint>(test, "Label"), (p, l) => p == l).Count(r => r);
        Assert.InRange(right, 285, 300);
    }

    [Fact]
    public void ScoresAreProbabilitiesThatSumToOneAndTheGreatestIsPredicted()
    {
        var predicted = Pipeline().Fit(FastTreeRow.View(_context, 300, 3)).Transform(FastTreeRow.View(_context, 100, 4));
        var labels = FastTreeRow.Read<uint>(predicted, "PredictedLabel");
        var scores = FastTreeRow.Read<float[]>(predicted, "Score");
        Assert.Equal(3, ((VectorDataViewType)predicted.Schema["Score"].Type).Size);
        Assert.Equal<DataViewType>(new KeyDataViewType(typeof(uint), 3), predicted.Schema["PredictedLabel"].Type);
        for (var i = 0; i < scores.Length; i++)
        {
            Assert.Equal(1, scores[i].Sum(), 1e-5);
            Assert.All(scores[i], s => Assert.InRange(s, 0, 1));
            Assert.Equal(scores[i].Max(), scores[i][labels[i] - 1]);
        }
    }

    [Fact]
    public void WithoutProbabilitiesScoresAreTheTreesOwn()
    {
        var train = FastTreeRow.View(_context, 300, 5);
        var probable = FastTreeRow.Read<float[]>(Pipeline().Fit(train).Transform(train), "Score");
        var raw = FastTreeRow.Read<float[]>(Pipeline(useProbabilities: false).Fit(train).Transform(train), "Score");
        for (var i = 0; i < raw.Length; i++)
        {
            double[] probabilities = [.. raw[i].Select(s => 1 / (1 + Math.Exp(-2 * 0.2 * s)))];
            for (var c = 0; c < 3; c++)
                Assert.Equal(probabilities[c] / probabilities.Sum(), probable[i][c], 1e-5);
        }
    }

    [Fact]
    public void ScoresAreNamedByTheLabelsTheyBelongTo()
    {
        var train = FastTreeRow.View(_context, 300, 6);
        var predicted = Pipeline().Fit(train).Transform(train);
        VBuffer<ReadOnlyMemory<char>> keys = default;
        VBuffer<ReadOnlyMemory<char>> slots = default;
        predicted.Schema["PredictedLabel"].GetKeyValues(ref keys);
        predicted.Schema["Score"].GetSlotNames(ref slots);
        string[] names = [.. keys.DenseValues().Select(k => k.ToString())];
        Assert.Equal(["high", "low", "middle"], [.. names.Order(StringComparer.Ordinal)]);
        Assert.Equal(names, slots.DenseValues().Select(k => k.ToString()).ToArray());
    }

    [Fact]
    public void ASavedModelPredictsTheSameAndSoDoesAnEngine()
    {
        var train = FastTreeRow.View(_context, 300, 7);
        var rows = FastTreeRow.Make(40, 8);
        var test = _context.Data.LoadFromEnumerable(rows);
        var model = Pipeline().Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(train);
        using var stream = new MemoryStream();
        _context.Model.Save(model, train.Schema, stream);
        stream.Position = 0;
        var context = new MLContext();
        var back = context.Model.Load(stream, out _);
        var expected = FastTreeRow.Read<float[]>(model.Transform(test), "Score");
        Assert.Equal(expected, FastTreeRow.Read<float[]>(back.Transform(test), "Score"));

        using var engine = context.Model.CreatePredictionEngine<FastTreeRow, Prediction>(back);
        Assert.Equal(FastTreeRow.Read<string>(model.Transform(test), "PredictedLabel"), rows.Select(r => engine.Predict(r).PredictedLabel).ToArray());
        Assert.Equal(expected[^1], engine.Predict(rows[^1]).Score);
    }

    [Fact]
    public void RowsWithoutALabelCountAsTheOthers()
    {
        // Low rows lose their label: nothing is low any more, and what was is neither middle nor high.
        var rows = FastTreeRow.Make(400, 9);
        var view = _context.Data.LoadFromEnumerable(rows.Select(r => new FastTreeRow { Features = r.Features, Kind = r.Kind == "low" ? "" : r.Kind }));
        var keys = _context.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(_context.Data.LoadFromEnumerable(rows.Where(r => r.Kind != "low"))).Transform(view);
        Assert.Contains(0u, FastTreeRow.Read<uint>(keys, "Label"));
        var scores = FastTreeRow.Read<float[]>(_context.MulticlassClassification.Trainers.OneVersusAll(_context.BinaryClassification.Trainers.FastTree(), useProbabilities: false).Fit(keys).Transform(keys), "Score");
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Kind == "low")
                Assert.All(scores[i], s => Assert.True(s < 0));
        }
    }

    [Fact]
    public void WrongLabelsAreRefused()
    {
        var view = FastTreeRow.View(_context, 50, 10);
        var trainer = _context.BinaryClassification.Trainers.FastTree();
        Assert.ThrowsAny<Exception>(() => _context.MulticlassClassification.Trainers.OneVersusAll(trainer, "Kind").Fit(view));
        Assert.ThrowsAny<Exception>(() => _context.MulticlassClassification.Trainers.OneVersusAll(trainer, "Nothing").Fit(view));
        Assert.Throws<ArgumentNullException>(() => _context.MulticlassClassification.Trainers.OneVersusAll(trainer, null!));
    }

    [Fact]
    public void TheModelIsOfItsType()
    {
        var train = FastTreeRow.View(_context, 100, 11);
        var keys = _context.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(train).Transform(train);
        MulticlassPredictionTransformer<OneVersusAllModelParameters> transformer = _context.MulticlassClassification.Trainers.OneVersusAll(_context.BinaryClassification.Trainers.FastTree(numberOfTrees: 2)).Fit(keys);
        Assert.NotNull(transformer.Model);
        Assert.Equal("Features", transformer.FeatureColumnName);
    }

    private EstimatorChain<MulticlassPredictionTransformer<OneVersusAllModelParameters>> Pipeline(bool useProbabilities = true) =>
        _context.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(_context.MulticlassClassification.Trainers.OneVersusAll(_context.BinaryClassification.Trainers.FastTree(), useProbabilities: useProbabilities));

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
