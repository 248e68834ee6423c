namespace Microsoft.ML;

/// <summary>Carries the extension methods that make transforming estimators.</summary>
public sealed class TransformsCatalog : IEnvironmentOwner
{
    private readonly LocalEnvironment _environment;

    internal TransformsCatalog(LocalEnvironment environment)
    {
        _environment = environment;
        Conversion = new ConversionTransforms(environment);
    }

    public ConversionTransforms Conversion { get; }

    LocalEnvironment IEnvironmentOwner.Environment => _environment;

    /// <summary>Carries the extension methods that make conversions.</summary>
    public sealed class ConversionTransforms : IEnvironmentOwner
    {
        private readonly LocalEnvironment _environment;

        internal ConversionTransforms(LocalEnvironment environment) => _environment = environment;

        LocalEnvironment IEnvironmentOwner.Environment => _environment;
    }
}
