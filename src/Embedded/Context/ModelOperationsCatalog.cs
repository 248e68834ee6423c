namespace Microsoft.ML;

/// <summary>Saving, loading and using models.</summary>
public sealed partial class ModelOperationsCatalog : IEnvironmentOwner
{
    private readonly LocalEnvironment _environment;

    internal ModelOperationsCatalog(LocalEnvironment environment) => _environment = environment;

    LocalEnvironment IEnvironmentOwner.Environment => _environment;
}
