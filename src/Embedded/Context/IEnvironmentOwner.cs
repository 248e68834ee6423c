using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What carries an environment: the context and its catalogs.</summary>
internal interface IEnvironmentOwner
{
    LocalEnvironment Environment { get; }
}

internal static class EnvironmentOwnerExtensions
{
    /// <summary>The environment of a catalog, for the extension methods that hang on it.</summary>
    public static LocalEnvironment GetEnvironment(this IEnvironmentOwner owner) => owner.Environment;

    /// <summary>The seed a context was made with, also when it comes as an interface.</summary>
    public static int? GetSeed(this IHostEnvironment env)
        => env switch
        {
            LocalEnvironment local => local.Seed,
            IEnvironmentOwner owner => owner.Environment.Seed,
            _ => null,
        };
}
