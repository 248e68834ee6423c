namespace Microsoft.ML;

/// <summary>Loading and arranging data.</summary>
public sealed partial class DataOperationsCatalog : IEnvironmentOwner
{
    private readonly LocalEnvironment _environment;

    internal DataOperationsCatalog(LocalEnvironment environment) => _environment = environment;

    LocalEnvironment IEnvironmentOwner.Environment => _environment;
}
