using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class CrossValidationTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public CrossValidationTests() => _view = FastTreeRow.View(_ml, 300, 1);

    [Fact]
    public void Every_row_is_scored_once_by_a_model_that_has_not_seen_it()
    {
        var results = _ml.Regression.CrossValidate(_view, _ml.Regression.Trainers.FastTree("Sum", numberOfTrees: 10), numberOfFolds: 3, labelColumnName: "Sum");

        Assert.Equal([0, 1, 2], results.Select(r => r.Fold).Order());
        Assert.Equal(_view.GetColumn<float>("Sum").Order(), results.SelectMany(r => r.ScoredHoldOutSet.GetColumn<float>("Sum")).Order());
        Assert.All(results, r =>
        {
            Assert.Equal(r.ScoredHoldOutSet.GetColumn<float>("Score"), r.Model.Transform(r.ScoredHoldOutSet).GetColumn<float>("Score"));
            Assert.Equal(_ml.Regression.Evaluate(r.ScoredHoldOutSet, "Sum").MeanAbsoluteError, r.Metrics.MeanAbsoluteError, 1e-9);
            Assert.InRange(r.Metrics.MeanAbsoluteError, 0, 1);
        });
        Assert.Equal(3, results.Select(r => r.Metrics.MeanAbsoluteError).Distinct().Count());
    }

    [Fact]
    public void The_folds_are_the_same_for_the_same_seed()
    {
        float[][] Folds(int seed) => [.. _ml.Regression
            .CrossValidate(_view, _ml.Regression.Trainers.FastTree("Sum", numberOfTrees: 2), 2, "Sum", seed: seed)
            .OrderBy(r => r.Fold).Select(r => r.ScoredHoldOutSet.GetColumn<float>("Sum").ToArray())];

        Assert.Equal(Folds(5), Folds(5));
        Assert.NotEqual(Folds(5), Folds(6));
    }

    [Fact]
    public void Rows_with_the_same_sampling_key_are_in_one_fold()
    {
        var results = _ml.BinaryClassification.CrossValidate(_view, _ml.BinaryClassification.Trainers.FastTree("IsHigh", numberOfTrees: 5), 2, "IsHigh", samplingKeyColumnName: "Weight");

        var held = results.Select(r => r.ScoredHoldOutSet.GetColumn<float>("Weight").ToHashSet()).ToArray();
        Assert.Empty(held[0].Intersect(held[1]));
    }

    [Fact]
    public void Binary_models_are_measured_with_and_without_probabilities()
    {
        var trainer = _ml.BinaryClassification.Trainers.FastTree("IsHigh", numberOfTrees: 5);

        var calibrated = _ml.BinaryClassification.CrossValidate(_view, trainer, 2, "IsHigh", seed: 3);
        var plain = _ml.BinaryClassification.CrossValidateNonCalibrated(_view, trainer, 2, "IsHigh", seed: 3);

        Assert.Equal(calibrated.OrderBy(r => r.Fold).Select(r => r.Metrics.AreaUnderRocCurve), plain.OrderBy(r => r.Fold).Select(r => r.Metrics.AreaUnderRocCurve));
        Assert.All(calibrated, r => Assert.InRange(r.Metrics.LogLoss, 0, 1));
    }

    [Fact]
    public void A_pipeline_is_fitted_anew_in_each_fold()
    {
        var pipeline = _ml.Transforms.NormalizeMinMax("Features").Append(_ml.Regression.Trainers.FastTree("Sum", numberOfTrees: 2));

        var results = _ml.Regression.CrossValidate(_view, pipeline, 2, "Sum");

        var chains = results.Select(r => Assert.IsType<ITransformer>(r.Model, exactMatch: false)).ToArray();
        Assert.NotSame(chains[0], chains[1]);
        Assert.All(results, r => Assert.Contains("Score", r.ScoredHoldOutSet.Schema.Names()));
    }

    [Fact]
    public void Classes_are_cross_validated()
    {
        var labelled = _ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(_view).Transform(_view);
        var trainer = _ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5));

        var results = _ml.MulticlassClassification.CrossValidate(labelled, trainer, 2);

        Assert.All(results, r => Assert.InRange(r.Metrics.MicroAccuracy, 0.8, 1));
        Assert.All(results, r => Assert.Equal(3, r.Metrics.ConfusionMatrix.NumberOfClasses));
    }

    [Fact]
    public void One_fold_is_refused_and_so_is_a_missing_label()
    {
        var trainer = _ml.Regression.Trainers.FastTree("Sum", numberOfTrees: 2);

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(_view, trainer, 1, "Sum"));
        Assert.Contains("Nowhere", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(_view, trainer, 2, "Nowhere")).Message, StringComparison.Ordinal);
        Assert.Contains("Nowhere", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(_view, trainer, 2, "Sum", samplingKeyColumnName: "Nowhere")).Message, StringComparison.Ordinal);
    }
}
