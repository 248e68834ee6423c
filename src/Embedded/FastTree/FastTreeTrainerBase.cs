using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Base of trainers of trees.</summary>
public abstract class FastTreeTrainerBase<TOptions, TTransformer, TModel> : TrainerEstimatorBaseWithGroupId<TTransformer, TModel>
    where TOptions : TreeOptions, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected FastTreeTrainerBase(LocalEnvironment environment, TOptions options, SchemaShape.Column label)
        : base(
            environment,
            TrainerColumns.Features(options.FeatureColumnName),
            label,
            TrainerColumns.Weight(options.ExampleWeightColumnName),
            TrainerColumns.GroupId(options.RowGroupColumnName))
    {
        TrainerOptions = options;
    }

    /// <summary>Trees need no normalisation, and read the data once.</summary>
    public override TrainerInfo Info { get; } = new(normalization: false, caching: false);

    private protected TOptions TrainerOptions { get; }
}

/// <summary>Base of trainers of boosted trees.</summary>
public abstract class BoostingFastTreeTrainerBase<TOptions, TTransformer, TModel> : FastTreeTrainerBase<TOptions, TTransformer, TModel>
    where TOptions : BoostedTreeOptions, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected BoostingFastTreeTrainerBase(LocalEnvironment environment, TOptions options, SchemaShape.Column label)
        : base(environment, options, label)
    {
    }

    /// <summary>Trains as the options say; <paramref name="makeObjective"/> gets the labels and the weights, which may be null.</summary>
    private protected (RegressionTreeEnsemble Ensemble, int FeatureCount) Train(IDataView data, Func<float[], double[], IBoostingObjective> makeObjective)
    {
        var settings = TrainerOptions.ToSettings();
        using var channel = Environment.Start("Training");
        var rows = TrainingRows.Read(data, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name, channel);
        var booster = new Booster(rows.Matrix, rows.Weights, settings);
        var trees = booster.Train(makeObjective(rows.Labels, rows.Weights));
        if (trees.Length < settings.TreeCount)
        {
            channel.Warning(
                MessageSensitivity.None,
                "{0} of the boosting iterations failed to grow a tree. This is commonly because the minimum documents in leaf hyperparameter was set too high for this dataset.",
                settings.TreeCount - trees.Length);
        }

        return (new RegressionTreeEnsemble(trees), rows.Matrix.FeatureCount);
    }
}
