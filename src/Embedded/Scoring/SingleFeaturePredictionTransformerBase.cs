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

    /// <summary>The schema that predictions give; the features must be of the very type of the training data.</summary>
    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var type = Find(inputSchema).Type;
        if (!type.Equals(FeatureColumnType))
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName, FeatureColumnType.ToString(), type.ToString());
        return RowMappingView.SchemaOf(MakeRowMapper(inputSchema));
    }

    /// <summary>The features to predict from: as many values of the same kind as in the training data, whatever their dimensions.</summary>
    private protected DataViewSchema.Column FeaturesIn(DataViewSchema schema)
    {
        var column = Find(schema);
        var fits = column.Type.GetItemType().Equals(FeatureColumnType.GetItemType())
            && (column.Type as VectorDataViewType)?.Size == (FeatureColumnType as VectorDataViewType)?.Size;
        return fits ? column : throw new InvalidOperationException($"Incompatible features column type: '{column.Type}' vs '{FeatureColumnType}' (column '{FeatureColumnName}')");
    }

    private DataViewSchema.Column Find(DataViewSchema schema)
        => schema.GetColumnOrNull(FeatureColumnName) ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "feature", FeatureColumnName);
}
