using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>How a prediction engine binds columns to members.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the output class without a column are left alone (else they are an error).</summary>
    public bool IgnoreMissingColumns = true;

    public SchemaDefinition InputSchemaDefinition;

    public SchemaDefinition OutputSchemaDefinition;

    /// <summary>Whether the engine disposes the transformer when it is disposed.</summary>
    public bool OwnsTransformer = true;

    public PredictionEngineOptions()
    {
    }
}
