namespace Microsoft.ML;

/// <summary>Base of the catalogs of learning tasks.</summary>
public abstract partial class TrainCatalogBase : IEnvironmentOwner
{
    private readonly LocalEnvironment _environment;

    private protected TrainCatalogBase(LocalEnvironment environment) => _environment = environment;

    LocalEnvironment IEnvironmentOwner.Environment => _environment;

    private protected LocalEnvironment Environment => _environment;

    /// <summary>Base of what carries the extension methods that make trainers.</summary>
    public abstract class CatalogInstantiatorBase : IEnvironmentOwner
    {
        private protected CatalogInstantiatorBase(TrainCatalogBase catalog) => Owner = catalog;

        LocalEnvironment IEnvironmentOwner.Environment => Owner._environment;

        internal TrainCatalogBase Owner { get; }
    }
}
