using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>Fits another estimator on augmented rows and gives back what it gave.</summary>
internal sealed class AugmentingEstimator<TTransformer>(IEstimator<TTransformer> inner, AugmentPlan plan) : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return inner.Fit(new AugmentedView(input, plan));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _ = plan.Bind(InputColumns.Of(inputSchema));
        // The model meets plain rows: SourceId and the like are no part of its world.
        return inner.GetOutputSchema(inputSchema);
    }
}
