using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.MLNet.Tests;

public sealed class FastTreeRegressionTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void ASumIsLearnt()
    {
        var test = FastTreeRow.Make(200, 2);
        var predicted = Trainer().Fit(FastTreeRow.View(_context, 800, 1)).Transform(_context.Data.LoadFromEnumerable(test));
        var scores = FastTreeRow.Read<float>(predicted, "Score");
        Assert.InRange(test.Zip(scores, (r, s) => Math.Abs(r.Sum - s)).Average(), 0, 0.15);
        Assert.Equal<DataViewType>(NumberDataViewType.Single, predicted.Schema["Score"].Type);
        Assert.Null(predicted.Schema.GetColumnOrNull("PredictedLabel"));
    }

    [Fact]
    public void ALeafApproachesItsMeanByTheLearningRate()
    {
        // Two leaves a tree: after n trees the rest of each is (1 - rate)^n.
        var rows = Enumerable.Range(0, 60).Select(i => new FastTreeRow { Features = [i % 2, 2, 3, 4], Sum = i % 2 == 0 ? -2 : 8 });
        var view = _context.Data.LoadFromEnumerable(rows);
        var scores = FastTreeRow.Read<float>(_context.Regression.Trainers.FastTree("Sum", numberOfTrees: 3, learningRate: 0.5).Fit(view).Transform(view), "Score");
        Assert.Equal(-1.75, scores[0], 1e-4);
        Assert.Equal(7, scores[1], 1e-4);
    }

    [Fact]
    public void TreesThatCannotBeSplitAreLeftOut()
    {
        var constant = _context.Data.LoadFromEnumerable(Enumerable.Repeat(new FastTreeRow { Features = [1, 2, 3, 4], Sum = 8 }, 50));
        var model = Trainer().Fit(constant);
        Assert.Empty(model.Model.TrainedTreeEnsemble.Trees);
        Assert.All(FastTreeRow.Read<float>(model.Transform(constant), "Score"), s => Assert.Equal(0, s));

        // Too few rows for two leaves of ten.
        Assert.Empty(Trainer().Fit(FastTreeRow.View(_context, 19, 8)).Model.TrainedTreeEnsemble.Trees);
    }

    [Fact]
    public void ASavedModelPredictsTheSame()
    {
        var train = FastTreeRow.View(_context, 200, 3);
        RegressionPredictionTransformer<FastTreeRegressionModelParameters> model = Trainer().Fit(train);
        using var stream = new MemoryStream();
        _context.Model.Save(model, train.Schema, stream);
        stream.Position = 0;
        var back = new MLContext().Model.Load(stream, out _);
        Assert.Equal(FastTreeRow.Read<float>(model.Transform(train), "Score"), FastTreeRow.Read<float>(back.Transform(train), "Score"));
        Assert.Equal(100, model.Model.TrainedTreeEnsemble.Trees.Count);
    }

    [Fact]
    public void WeightsDrawTheMean()
    {
        // Where the first feature is 0, label 4 weighs three times as much as label 0.
        var rows = Enumerable.Range(0, 120).Select(i => new FastTreeRow { Features = [i % 3 == 2 ? 1 : 0, 2, 3, 4], Sum = (i % 3) * 4, Weight = i % 3 == 1 ? 3 : 1 });
        var view = _context.Data.LoadFromEnumerable(rows);
        var scores = FastTreeRow.Read<float>(_context.Regression.Trainers.FastTree("Sum", exampleWeightColumnName: "Weight").Fit(view).Transform(view), "Score");
        Assert.Equal(3, scores[0], 1e-3);
        Assert.Equal(8, scores[2], 1e-3);
    }

    [Fact]
    public void RowsWithoutALabelAreLeftOut()
    {
        var rows = FastTreeRow.Make(100, 4);
        var test = FastTreeRow.View(_context, 20, 5);
        var poisoned = rows.Concat(rows.Take(30).Select(r => new FastTreeRow { Features = r.Features, Sum = float.NaN }));
        Assert.Equal(
            FastTreeRow.Read<float>(Trainer().Fit(_context.Data.LoadFromEnumerable(rows)).Transform(test), "Score"),
            FastTreeRow.Read<float>(Trainer().Fit(_context.Data.LoadFromEnumerable(poisoned)).Transform(test), "Score"));
    }

    [Fact]
    public void SparseFeaturesAreTheSameAsDense()
    {
        var random = new Random(6);
        var rows = Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 4).Select(f => random.Next(3) == 0 ? random.NextSingle() : 0f).ToArray()).ToArray();
        var dense = _context.Data.LoadFromEnumerable(rows.Select(r => new VectorRow { Features = new VBuffer<float>(4, r), Sum = r.Sum() }), Known(4));
        var sparse = _context.Data.LoadFromEnumerable(rows.Select(r => new VectorRow { Features = Sparse(r), Sum = r.Sum() }), Known(4));
        var expected = FastTreeRow.Read<float>(Trainer().Fit(dense).Transform(dense), "Score");
        Assert.Equal(expected, FastTreeRow.Read<float>(Trainer().Fit(sparse).Transform(sparse), "Score"));
        Assert.InRange(rows.Zip(expected, (r, s) => Math.Abs(r.Sum() - s)).Average(), 0, 0.1);
    }

    [Fact]
    public void WrongColumnsAreRefused()
    {
        var view = FastTreeRow.View(_context, 50, 7);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.FastTree("IsHigh").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.FastTree("Kind").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.FastTree("Sum", "Weight").Fit(view));
    }

    private FastTreeRegressionTrainer Trainer() => _context.Regression.Trainers.FastTree("Sum");

    private static VBuffer<float> Sparse(float[] values)
    {
        var indices = Enumerable.Range(0, values.Length).Where(i => values[i] != 0).ToArray();
        return new VBuffer<float>(values.Length, indices.Length, [.. indices.Select(i => values[i])], indices);
    }

    private static SchemaDefinition Known(int size)
    {
        var definition = SchemaDefinition.Create(typeof(VectorRow));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        return definition;
    }

    private sealed class VectorRow
    {
        public VBuffer<float> Features { get; set; }

        public float Sum { get; set; }
    }
}
