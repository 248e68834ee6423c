using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>The estimator of a step. Fitting it checks the columns and looks at no data.</summary>
public sealed class VisionEstimator : IEstimator<ITransformer>
{
    private readonly IHostEnvironment _environment;

    internal VisionEstimator(IHostEnvironment environment, VisionStep step)
    {
        _environment = environment;
        Step = step;
    }

    /// <summary>What is done, and on which columns.</summary>
    public VisionStep Step { get; }

    /// <inheritdoc/>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Step.Bind(InputColumns.Of(input.Schema));
        return Step.CreateTransformer(_environment);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var added = Step.Bind(InputColumns.Of(inputSchema));
        var names = added.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return new([.. inputSchema.Where(column => !names.Contains(column.Name)), .. added.Select(column => SchemaShapeColumn.Of(column.Name, column.Shape, ColumnAnnotations.ShapeOf(column)))]);
    }
}
