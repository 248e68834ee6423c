using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>Fits another estimator on augmented rows and gives back what it gave.</summary>
internal sealed class AugmentingEstimator<TTransformer>(IEstimator<TTransformer> inner, AugmentPlan plan) : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var view = new AugmentedView(input, plan, explains: false);
        var fitted = inner.Fit(view);
        return view.WasReadInVain
            ? throw new InvalidOperationException(
                $"What was fitted read rows but none of the augmented columns ({string.Join(", ", plan.Columns.Names.Select(name => $"'{name}'"))}), so that it saw {plan.Copies} equal copies of each row: "
                + "put the steps that make features of the picture into the chain that WithAugmentation wraps.")
            : fitted;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _ = plan.Bind(InputColumns.Of(inputSchema), explains: false);
        // The model meets plain rows: SourceId and the like are no part of its world.
        return inner.GetOutputSchema(inputSchema);
    }
}
