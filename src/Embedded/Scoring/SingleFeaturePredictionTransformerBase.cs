using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Base of the transformers that predict from one column of features, which must be of the type it was trained on.</summary>
public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(LocalEnvironment environment, TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(environment, model, trainSchema)
    {
        FeatureColumnName = featureColumn;
        FeatureColumnType = (trainSchema.GetColumnOrNull(featureColumn) ?? throw Contracts.ExceptSchemaMismatch(nameof(featureColumn), "feature", featureColumn)).Type;
    }

    public string FeatureColumnName { get; }

    public DataViewType FeatureColumnType { get; }

    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return RowMappingView.SchemaOf(MakeRowMapper(inputSchema));
    }

    private protected DataViewSchema.Column FeaturesIn(DataViewSchema schema)
    {
        var column = schema.GetColumnOrNull(FeatureColumnName) ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "feature", FeatureColumnName);
        if (!column.Type.Equals(FeatureColumnType))
            throw Contracts.ExceptSchemaMismatch("inputSchema", "feature", FeatureColumnName, FeatureColumnType.ToString(), column.Type.ToString());
        return column;
    }
}
