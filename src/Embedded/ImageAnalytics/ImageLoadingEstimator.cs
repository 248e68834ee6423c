using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Loads the images that a text column names.</summary>
public sealed class ImageLoadingEstimator : TrivialEstimator<ImageLoadingTransformer>
{
    internal ImageLoadingEstimator(ImageLoadingTransformer transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(Transformer.ColumnPairs.Select(p =>
        {
            var input = inputSchema.Find(p.inputColumnName);
            if (input.ItemType is not TextDataViewType || input.Kind != SchemaShape.Column.VectorKind.Scalar)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", p.inputColumnName, TextDataViewType.Instance.ToString(), input.GetTypeString());
            return SchemaShape.Shape(p.outputColumnName, Transformer.OutputType);
        }));
    }
}
