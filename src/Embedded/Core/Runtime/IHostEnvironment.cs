namespace Microsoft.ML.Runtime;

/// <summary>What components run in: messages, progress, the catalog of what model files may name.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }

    IHost Register(string name, int? seed = null, bool? verbose = null);
}

/// <summary>An environment of one component, with its own randomness.</summary>
public interface IHost : IHostEnvironment
{
    Random Rand { get; }
}
