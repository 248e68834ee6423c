namespace Microsoft.ML;

/// <summary>Telling two classes apart.</summary>
public sealed partial class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(LocalEnvironment environment)
        : base(environment)
        => Trainers = new BinaryClassificationTrainers(this);

    public BinaryClassificationTrainers Trainers { get; }

    /// <summary>Carries the extension methods that make binary trainers.</summary>
    public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
    {
        internal BinaryClassificationTrainers(BinaryClassificationCatalog catalog)
            : base(catalog)
        {
        }
    }
}
