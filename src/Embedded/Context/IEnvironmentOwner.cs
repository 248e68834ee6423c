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

    /// <summary>The environment behind the interface; everything of ours runs in one.</summary>
    public static LocalEnvironment Local(this IHostEnvironment env)
        => env switch
        {
            LocalEnvironment local => local,
            IEnvironmentOwner owner => owner.Environment,
            null => throw new ArgumentNullException(nameof(env)),
            _ => throw new ArgumentOutOfRangeException(nameof(env), $"Only the environment of an {nameof(MLContext)} is supported, not a {env.GetType()}."),
        };
}
