using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trains boosted trees that predict a number, by the squared error. The label is a float.</summary>
public sealed class FastTreeRegressionTrainer : BoostingFastTreeTrainerBase<
    FastTreeRegressionTrainer.Options, RegressionPredictionTransformer<FastTreeRegressionModelParameters>, FastTreeRegressionModelParameters>
{
    internal FastTreeRegressionTrainer(LocalEnvironment environment, Options options)
        : base(environment, options, TrainerColumns.SingleLabel(options.LabelColumnName))
    {
    }

    /// <summary>Trains. The validation data must suit, but nothing depends on them: no rule stops early.</summary>
    public RegressionPredictionTransformer<FastTreeRegressionModelParameters> Fit(IDataView trainData, IDataView validationData) => TrainTransformer(trainData, validationData);

    private protected override FastTreeRegressionModelParameters TrainModelCore(IDataView trainSet, IDataView validationSet)
    {
        var (ensemble, featureCount) = Train(trainSet, (labels, weights) => new SquaredErrorObjective(labels, weights));
        return new FastTreeRegressionModelParameters(ensemble, featureCount);
    }

    private protected override RegressionPredictionTransformer<FastTreeRegressionModelParameters> MakeTransformer(FastTreeRegressionModelParameters model, DataViewSchema trainSchema)
        => new(Environment, model, trainSchema, FeatureColumn.Name);

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) => TrainerColumns.RegressionOutput();

    /// <summary>How the trees are grown.</summary>
    public sealed class Options : BoostedTreeOptions
    {
    }
}
