using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.MLNet.Tests;

public sealed class FastTreeBinaryTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void TwoClassesAreToldApart()
    {
        var train = FastTreeRow.View(_context, 600, 1);
        var test = FastTreeRow.View(_context, 400, 2);
        var predicted = Trainer().Fit(train).Transform(test);
        var right = FastTreeRow.Read<bool>(predicted, "PredictedLabel").Zip(FastTreeRow.Read<bool>(predicted, "IsHigh"), (p, l) => p == l).Count(r => r);
        Assert.InRange(right, 370, 400);
    }

    [Fact]
    public void ThePredictionsAreLabelScoreAndProbability()
    {
        var view = FastTreeRow.View(_context, 200, 3);
        var predicted = Trainer().Fit(view).Transform(view);
        Assert.Equal(["PredictedLabel", "Score", "Probability"], [.. predicted.Schema.Skip(view.Schema.Count).Select(c => c.Name)]);
        Assert.Equal<DataViewType[]>([BooleanDataViewType.Instance, NumberDataViewType.Single, NumberDataViewType.Single], [.. predicted.Schema.Skip(view.Schema.Count).Select(c => c.Type)]);

        // The probability belongs to the score by the learning rate alone, and the label is the score's sign.
        var scores = FastTreeRow.Read<float>(predicted, "Score");
        var probabilities = FastTreeRow.Read<float>(predicted, "Probability");
        var labels = FastTreeRow.Read<bool>(predicted, "PredictedLabel");
        for (var i = 0; i < scores.Length; i++)
        {
            Assert.Equal(1 / (1 + Math.Exp(-2 * 0.2 * scores[i])), probabilities[i], 1e-6);
            Assert.Equal(scores[i] > 0, labels[i]);
        }
    }

    [Fact]
    public void TheModelIsTreesBehindAFixedCalibrator()
    {
        var view = FastTreeRow.View(_context, 300, 4);
        CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> model =
            _context.BinaryClassification.Trainers.FastTree("IsHigh", numberOfLeaves: 6, numberOfTrees: 7, minimumExampleCountPerLeaf: 20, learningRate: 0.1).Fit(view).Model;
        Assert.Equal(-0.2, model.Calibrator.Slope, 1e-12);
        Assert.Equal(0, model.Calibrator.Offset);
        Assert.Equal(0.5f, model.Calibrator.PredictProbability(0));

        var ensemble = model.SubModel.TrainedTreeEnsemble;
        Assert.Equal(7, ensemble.Trees.Count);
        Assert.Equal(Enumerable.Repeat(1.0, 7), ensemble.TreeWeights);
        Assert.Equal(0, ensemble.Bias);
        Assert.All(ensemble.Trees, tree =>
        {
            Assert.InRange(tree.NumberOfLeaves, 2, 6);
            Assert.Equal(tree.NumberOfLeaves - 1, tree.NumberOfNodes);
            Assert.Equal(tree.NumberOfNodes, tree.LeftChild.Count);
            Assert.Equal(tree.NumberOfNodes, tree.RightChild.Count);
            Assert.Equal(tree.NumberOfNodes, tree.NumericalSplitThresholds.Count);
            Assert.Equal(tree.NumberOfLeaves, tree.LeafValues.Count);
            Assert.All(tree.NumericalSplitFeatureIndexes, f => Assert.InRange(f, 0, 3));
            Assert.All(tree.SplitGains, g => Assert.True(g > 0));
            Assert.DoesNotContain(true, tree.CategoricalSplitFlags);

            // Every leaf and every node but the root is somebody's child.
            Assert.Equal(Enumerable.Range(0, tree.NumberOfLeaves).Select(l => ~l).Concat(Enumerable.Range(1, tree.NumberOfNodes - 1)).Order(), tree.LeftChild.Concat(tree.RightChild).Order());
        });
    }

    [Fact]
    public void AScoreIsTheSumOfTheLeavesARowFallsInto()
    {
        var rows = FastTreeRow.Make(300, 5);
        var view = _context.Data.LoadFromEnumerable(rows);
        var transformer = _context.BinaryClassification.Trainers.FastTree("IsHigh", numberOfTrees: 10).Fit(view);
        var scores = FastTreeRow.Read<float>(transformer.Transform(view), "Score");
        for (var i = 0; i < rows.Length; i++)
            Assert.Equal(transformer.Model.SubModel.TrainedTreeEnsemble.Trees.Sum(t => Walk(t, rows[i].Features)), scores[i], 1e-4);

        static double Walk(RegressionTree tree, float[] features)
        {
            var node = 0;
            while (node >= 0)
                node = features[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node] ? tree.LeftChild[node] : tree.RightChild[node];
            return tree.LeafValues[~node];
        }
    }

    [Fact]
    public void TheFeaturesThatMatterWeighMost()
    {
        var model = Trainer().Fit(FastTreeRow.View(_context, 600, 6)).Model.SubModel;
        VBuffer<float> weights = default;
        model.GetFeatureWeights(ref weights);
        var dense = weights.DenseValues().ToArray();
        Assert.Equal(4, dense.Length);
        Assert.Equal(1, dense[0]);
        Assert.True(dense[1] > dense[2] && dense[1] > dense[3]);
        Assert.All(dense, w => Assert.InRange(w, 0, 1));
    }

    [Fact]
    public void TwoTrainingsGiveTheSameScores()
    {
        var train = FastTreeRow.View(_context, 300, 7);
        var test = FastTreeRow.View(_context, 100, 8);
        Assert.Equal(
            FastTreeRow.Read<float>(Trainer().Fit(train).Transform(test), "Score"),
            FastTreeRow.Read<float>(_context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { LabelColumnName = "IsHigh", NumberOfThreads = 1 }).Fit(train).Transform(test), "Score"));
    }

    [Fact]
    public void ASavedModelPredictsTheSameAndSoDoesAnEngine()
    {
        var train = FastTreeRow.View(_context, 300, 9);
        var rows = FastTreeRow.Make(50, 10);
        var test = _context.Data.LoadFromEnumerable(rows);
        var model = Trainer().Fit(train);
        using var stream = new MemoryStream();
        _context.Model.Save(model, train.Schema, stream);
        stream.Position = 0;
        var back = new MLContext().Model.Load(stream, out var schema);
        Assert.Equal(4, ((VectorDataViewType)schema["Features"].Type).Size);
        Assert.Equal(FastTreeRow.Read<float>(model.Transform(test), "Probability"), FastTreeRow.Read<float>(back.Transform(test), "Probability"));
        _ = Assert.IsType<BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>>(model);

        using var engine = _context.Model.CreatePredictionEngine<FastTreeRow, Prediction>(back);
        Assert.Equal(FastTreeRow.Read<float>(model.Transform(test), "Score"), rows.Select(r => engine.Predict(r).Score));
    }

    [Fact]
    public void RowsWithMissingFeaturesAreLeftOut()
    {
        var rows = FastTreeRow.Make(200, 11);
        var poisoned = rows.Concat(rows.Take(50).Select(r => new FastTreeRow { Features = [.. r.Features.Take(3), float.NaN], IsHigh = !r.IsHigh }))
            .Concat(rows.Take(50).Select(r => new FastTreeRow { Features = [float.PositiveInfinity, .. r.Features.Skip(1)], IsHigh = !r.IsHigh }));
        var test = FastTreeRow.View(_context, 50, 12);
        Assert.Equal(
            FastTreeRow.Read<float>(Trainer().Fit(_context.Data.LoadFromEnumerable(rows)).Transform(test), "Score"),
            FastTreeRow.Read<float>(Trainer().Fit(_context.Data.LoadFromEnumerable(poisoned)).Transform(test), "Score"));
    }

    [Fact]
    public void NothingToTrainOnIsAnError()
    {
        Assert.Throws<InvalidOperationException>(() => Trainer().Fit(FastTreeRow.View(_context, 0, 13)));
        var missing = _context.Data.LoadFromEnumerable(Enumerable.Repeat(new FastTreeRow { Features = [float.NaN, 1, 2, 3] }, 30));
        Assert.Throws<InvalidOperationException>(() => Trainer().Fit(missing));
    }

    [Fact]
    public void AMissingValueIsScoredAsLarge()
    {
        var rows = FastTreeRow.Make(300, 14);
        var model = Trainer().Fit(_context.Data.LoadFromEnumerable(rows));
        var missing = _context.Data.LoadFromEnumerable([new FastTreeRow { Features = [float.NaN, 0.1f, 0.5f, 0.5f] }, new FastTreeRow { Features = [float.PositiveInfinity, 0.1f, 0.5f, 0.5f] }]);
        var scores = FastTreeRow.Read<float>(model.Transform(missing), "Score");
        Assert.Equal(scores[1], scores[0]);
    }

    [Fact]
    public void WeightsCount()
    {
        // The same rows with both labels: the heavier label wins.
        var rows = FastTreeRow.Make(200, 15).SelectMany(r => new[]
        {
            new FastTreeRow { Features = r.Features, IsHigh = r.IsHigh, Weight = 3 },
            new FastTreeRow { Features = r.Features, IsHigh = !r.IsHigh, Weight = 1 },
        }).ToArray();
        var view = _context.Data.LoadFromEnumerable(rows);
        var predicted = _context.BinaryClassification.Trainers.FastTree("IsHigh", exampleWeightColumnName: "Weight").Fit(view).Transform(view);
        var labels = FastTreeRow.Read<bool>(predicted, "PredictedLabel");
        Assert.InRange(Enumerable.Range(0, rows.Length).Count(i => rows[i].Weight == 3 && labels[i] == rows[i].IsHigh), 180, 200);
    }

    [Fact]
    public void OptionsAreDefaultsUnlessGiven()
    {
        var options = new FastTreeBinaryTrainer.Options();
        Assert.Equal(("Label", "Features", null, null), (options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName, options.RowGroupColumnName));
        Assert.Equal((20, 100, 10, 0.2), (options.NumberOfLeaves, options.NumberOfTrees, options.MinimumExampleCountPerLeaf, options.LearningRate));
        Assert.Equal((255, 1.0, 100.0, 1.0, false), (options.MaximumBinCountPerFeature, options.Shrinkage, options.MaximumTreeOutput, options.FeatureFraction, options.UnbalancedSets));
        Assert.Equal((null, 123), (options.NumberOfThreads, options.FeatureSelectionSeed));
    }

    [Fact]
    public void WrongOptionsAreRefused()
    {
        var view = FastTreeRow.View(_context, 100, 16);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("IsHigh", numberOfLeaves: 1).Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("IsHigh", numberOfTrees: 0).Fit(view));
        Assert.Throws<ArgumentNullException>(() => _context.BinaryClassification.Trainers.FastTree((FastTreeBinaryTrainer.Options)null!));
    }

    [Fact]
    public void WrongColumnsAreRefused()
    {
        var view = FastTreeRow.View(_context, 100, 17);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("Nothing").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("IsHigh", "Nothing").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("IsHigh", "Sum").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("Sum").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("Kind").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree("IsHigh", exampleWeightColumnName: "Nothing").Fit(view));
        var variable = _context.Data.LoadFromEnumerable([new VariableRow { Features = [1, 2] }]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.BinaryClassification.Trainers.FastTree().Fit(variable));
        Assert.Contains("Features", error.Message, StringComparison.Ordinal);

        var model = Trainer().Fit(view);
        var wide = _context.Data.LoadFromEnumerable([new WideRow { Features = [1, 2, 3, 4, 5] }]);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.GetOutputSchema(wide.Schema));
    }

    [Fact]
    public void TheTrainerTellsWhatItWants()
    {
        Assert.False(Trainer().Info.NeedNormalization);
        Assert.False(Trainer().Info.WantCaching);
        Assert.Equal("IsHigh", Trainer().LabelColumn.Name);
        Assert.Equal("Features", Trainer().FeatureColumn.Name);
    }

    [Fact]
    public void ValidationDataMustSuitToo()
    {
        var train = FastTreeRow.View(_context, 200, 18);
        var valid = FastTreeRow.View(_context, 100, 19);
        Assert.Equal(
            FastTreeRow.Read<float>(Trainer().Fit(train).Transform(valid), "Score"),
            FastTreeRow.Read<float>(Trainer().Fit(train, valid).Transform(valid), "Score"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trainer().Fit(train, _context.Data.LoadFromEnumerable([new VariableRow()])));
    }

    private FastTreeBinaryTrainer Trainer() => _context.BinaryClassification.Trainers.FastTree("IsHigh");

    private sealed class Prediction
    {
        public float Score { get; set; }
    }

    private sealed class VariableRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class WideRow
    {
        [VectorType(5)]
        public float[] Features { get; set; } = [];
    }
}
