using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>Makes a row of each detection. It changes the number of rows, so it cannot stand in a prediction engine.</summary>
public sealed class ObjectRowsTransformer : ITransformer
{
    private readonly IHostEnvironment _environment;

    internal ObjectRowsTransformer(ObjectRows step, IHostEnvironment environment)
    {
        Step = step;
        _environment = environment;
    }

    /// <summary>What is done, and on which columns.</summary>
    public ObjectRows Step { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => false;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new BoundStep(Step, inputSchema).OutputSchema;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: a picture has any number of objects.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException($"{Step.GetType().Name} makes a row of each object, which a prediction engine cannot: use Transform on a data view of one row.");

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ObjectView(input, new(Step, input.Schema, _environment), Step);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelPersistence.Save(ctx, Step);
}
