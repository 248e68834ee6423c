namespace Microsoft.ML;

/// <summary>Predicting a number.</summary>
public sealed partial class RegressionCatalog : TrainCatalogBase
{
    internal RegressionCatalog(LocalEnvironment environment)
        : base(environment)
        => Trainers = new RegressionTrainers(this);

    public RegressionTrainers Trainers { get; }

    /// <summary>Carries the extension methods that make regression trainers.</summary>
    public sealed class RegressionTrainers : CatalogInstantiatorBase
    {
        internal RegressionTrainers(RegressionCatalog catalog)
            : base(catalog)
        {
        }
    }
}
