using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Base of trainers: checks the columns, trains, and makes the transformer.</summary>
public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    public readonly SchemaShape.Column FeatureColumn;
    public readonly SchemaShape.Column LabelColumn;
    public readonly SchemaShape.Column WeightColumn;

    private protected TrainerEstimatorBase(LocalEnvironment environment, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default)
    {
        Environment = environment;
        FeatureColumn = feature;
        LabelColumn = label;
        WeightColumn = weight;
    }

    public abstract TrainerInfo Info { get; }

    private protected LocalEnvironment Environment { get; }

    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return TrainTransformer(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        CheckInputSchema(inputSchema);
        return inputSchema.With(GetOutputColumnsCore(inputSchema));
    }

    /// <summary>Trains on one view, perhaps watching another, which must suit as well.</summary>
    private protected TTransformer TrainTransformer(IDataView trainSet, IDataView validationSet = null)
    {
        CheckInputSchema(SchemaShape.Create(trainSet.Schema));
        if (validationSet != null)
            CheckInputSchema(SchemaShape.Create(validationSet.Schema));
        return MakeTransformer(TrainModelCore(trainSet, validationSet), trainSet.Schema);
    }

    private protected abstract TModel TrainModelCore(IDataView trainSet, IDataView validationSet);

    private protected abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    private protected abstract SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema);

    private protected virtual void CheckLabelCompatible(SchemaShape.Column label) => Check(LabelColumn, label, "label");

    private static void Check(SchemaShape.Column expected, SchemaShape.Column found, string role)
    {
        if (!expected.IsCompatibleWith(found))
            throw Contracts.ExceptSchemaMismatch("inputSchema", role, expected.Name, expected.GetTypeString(), found.GetTypeString());
    }

    private void CheckInputSchema(SchemaShape inputSchema)
    {
        Check(FeatureColumn, inputSchema.Find(FeatureColumn.Name, "feature"), "feature");
        if (WeightColumn.IsValid)
            Check(WeightColumn, inputSchema.Find(WeightColumn.Name, "weight"), "weight");
        if (LabelColumn.IsValid)
            CheckLabelCompatible(inputSchema.Find(LabelColumn.Name, "label"));
    }
}

/// <summary>Base of trainers that may also be given groups of rows.</summary>
public abstract class TrainerEstimatorBaseWithGroupId<TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    public readonly SchemaShape.Column GroupIdColumn;

    private protected TrainerEstimatorBaseWithGroupId(
        LocalEnvironment environment, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default, SchemaShape.Column groupId = default)
        : base(environment, feature, label, weight)
        => GroupIdColumn = groupId;
}
